//! Scope mappings: `/propertymappings/provider/scope/`.

mod collection;
mod fields;
mod object;
mod representation;
mod used_by;

use axum::Router;
use axum::routing::get;

use super::{View, resource};
use crate::app::App;

const MODEL: &str = "ScopeMapping";

pub(super) fn router(app: &App) -> Router<App> {
    let folder = app.profile().scope_mappings_path();
    resource::routes(app, folder, collection::list, |app, _| {
        collection::new_scope_mapping(app)
    })
    .route(
        &format!("{folder}{{key}}/used_by/"),
        View::object_reading(MODEL).of(app, get(used_by::used_by)),
    )
}
