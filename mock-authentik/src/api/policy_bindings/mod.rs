//! Policy bindings: who may use an application or a flow: `/policies/bindings/`.

mod collection;
mod fields;
mod object;
mod representation;

use axum::Router;
use axum::routing::get;

pub(crate) use collection::new_policy_binding;

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
            "/policies/bindings/",
            View::list("PolicyBinding").of(app, all),
        )
        .route(
            "/policies/bindings/{uuid}/",
            View::object("PolicyBinding").of(app, one),
        )
}
