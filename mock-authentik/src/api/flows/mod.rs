//! Flows: `/flows/instances/`.

mod collection;
mod fields;
mod object;
mod representation;
mod used_by;

use axum::Router;
use axum::routing::get;

pub(crate) use collection::new_flow;

use super::{View, resource};
use crate::app::App;

pub(crate) use representation::representation as flow_json;

pub(super) fn router(app: &App) -> Router<App> {
    resource::routes(app, "/flows/instances/", collection::list, |app, _| {
        new_flow(app)
    })
    .route(
        "/flows/instances/{key}/used_by/",
        View::object_reading("Flow").of(app, get(used_by::used_by)),
    )
}
