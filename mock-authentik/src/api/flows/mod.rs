//! Flows: `/flows/instances/`.

mod collection;
mod fields;
mod object;
mod representation;
mod used_by;

use axum::Router;
use axum::routing::get;

pub(crate) use collection::new_flow;

use super::View;
use crate::app::App;

pub(crate) use representation::representation as flow_json;

pub(super) fn router(app: &App) -> Router<App> {
    let all = get(collection::list).post(collection::create);
    let one = get(object::read)
        .put(object::replace)
        .patch(object::change)
        .delete(object::delete);
    Router::new()
        .route("/flows/instances/", View::list("Flow").of(app, all))
        .route(
            "/flows/instances/{slug}/",
            View::object("Flow").of(app, one),
        )
        .route(
            "/flows/instances/{slug}/used_by/",
            View::object_reading("Flow").of(app, get(used_by::used_by)),
        )
}
