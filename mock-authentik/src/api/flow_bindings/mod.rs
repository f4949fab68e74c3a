//! Which stages a flow has: `/flows/bindings/`.

mod collection;
mod fields;
mod object;
mod representation;

use axum::Router;
use uuid::Uuid;

use super::resource;
use crate::app::App;
use crate::model::FlowStageBinding;

pub(super) fn router(app: &App) -> Router<App> {
    resource::routes(app, "/flows/bindings/", collection::list, |app, _| {
        FlowStageBinding::new(app.entropy(), Uuid::nil(), Uuid::nil(), 0)
    })
}
