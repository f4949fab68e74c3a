//! Applications: `/core/applications/`.

mod collection;
mod fields;
mod object;
mod representation;
mod used_by;

use axum::Router;
use axum::routing::get;

pub(crate) use collection::new_application;
pub(crate) use representation::representation;

use super::View;
use crate::app::App;

pub(super) fn router(app: &App) -> Router<App> {
    let all = get(collection::list).post(collection::create);
    let one = get(object::read)
        .put(object::replace)
        .patch(object::change)
        .delete(object::delete);
    Router::new()
        .route(
            "/core/applications/",
            View::list("Application").of(app, all),
        )
        .route(
            "/core/applications/{slug}/",
            View::object("Application").of(app, one),
        )
        .route(
            "/core/applications/{slug}/used_by/",
            View::object_reading("Application").of(app, get(used_by::used_by)),
        )
}
