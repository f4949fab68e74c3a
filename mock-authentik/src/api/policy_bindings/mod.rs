//! Policy bindings: who may use an application or a flow: `/policies/bindings/`.

mod collection;
mod fields;
mod object;
mod representation;

use axum::Router;

pub(crate) use collection::new_policy_binding;

use super::resource;
use crate::app::App;

pub(super) fn router(app: &App) -> Router<App> {
    resource::routes(app, "/policies/bindings/", collection::list, |app, _| {
        new_policy_binding(app)
    })
}
