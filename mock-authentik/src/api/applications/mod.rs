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

use super::{View, resource};
use crate::app::App;

pub(super) fn router(app: &App) -> Router<App> {
    resource::routes(app, "/core/applications/", collection::list, |app, _| {
        new_application(app)
    })
    .route(
        "/core/applications/{key}/used_by/",
        View::object_reading("Application").of(app, get(used_by::used_by)),
    )
}
