//! Which stages a flow has: `/flows/bindings/`.

mod collection;
mod fields;
mod object;
mod representation;

use axum::Router;
use axum::routing::get;

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
            "/flows/bindings/",
            View::list("FlowStageBinding").of(app, all),
        )
        .route(
            "/flows/bindings/{uuid}/",
            View::object("FlowStageBinding").of(app, one),
        )
}
