//! What the installation says of itself: `/root/config/`, `/admin/version/`, `/admin/system/`.

mod config;
mod system;
mod version;

use axum::Router;
use axum::routing::get;

use super::View;
use crate::app::App;

pub(super) fn router(app: &App) -> Router<App> {
    let system = get(system::system).post(system::system);
    Router::new()
        .route(
            "/root/config/",
            View::reading("Config")
                .for_anyone()
                .of(app, get(config::config)),
        )
        .route(
            "/admin/version/",
            View::reading("Version")
                .for_everyone()
                .of(app, get(version::version)),
        )
        .route("/admin/system/", View::list("System").of(app, system))
}
