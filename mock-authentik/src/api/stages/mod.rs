//! Stages: all of them to read, and the consent stage to change.

mod all;
mod consent;
mod representation;

use axum::Router;
use axum::routing::get;

use super::View;
use crate::app::App;

pub(crate) use representation::stage_json;

pub(super) fn router(app: &App) -> Router<App> {
    let consent = get(consent::read).patch(consent::change);
    Router::new()
        .route(
            "/stages/all/",
            View::reading("Stage").of(app, get(all::list)),
        )
        .route(
            "/stages/all/{uuid}/",
            View::object_reading("Stage").of(app, get(all::read)),
        )
        .route(
            "/stages/consent/",
            View::list("ConsentStage").of(app, get(consent::list)),
        )
        .route(
            "/stages/consent/{uuid}/",
            View::object("ConsentStage").of(app, consent),
        )
}
