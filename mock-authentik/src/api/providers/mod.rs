//! OAuth2/OpenID providers: `/providers/oauth2/`.

mod collection;
mod fields;
mod object;
mod preview_user;
mod representation;
mod setup_urls;
mod used_by;

use axum::Router;
use axum::routing::get;

use super::View;
use crate::app::App;

pub(crate) use collection::new_provider;
pub(crate) use representation::{common, representation};

const MODEL: &str = "OAuth2Provider";

pub(super) fn router(app: &App) -> Router<App> {
    let all = get(collection::list).post(collection::create);
    let one = get(object::read)
        .put(object::replace)
        .patch(object::change)
        .delete(object::delete);
    let urls = get(setup_urls::setup_urls);
    Router::new()
        .route("/providers/oauth2/", View::list(MODEL).of(app, all))
        .route("/providers/oauth2/{id}/", View::object(MODEL).of(app, one))
        .route(
            "/providers/oauth2/{id}/setup_urls/",
            View::object_reading(MODEL).of(app, urls),
        )
        .route(
            "/providers/oauth2/{id}/preview_user/",
            View::object_reading(MODEL).of(app, get(preview_user::preview_user)),
        )
        .route(
            "/providers/oauth2/{id}/used_by/",
            View::object_reading(MODEL).of(app, get(used_by::used_by)),
        )
}
