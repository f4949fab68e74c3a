//! Scope mappings: `/propertymappings/provider/scope/`.

mod collection;
mod fields;
mod object;
mod representation;
mod used_by;

use axum::Router;
use axum::routing::get;

use super::View;
use crate::app::App;

const MODEL: &str = "ScopeMapping";

pub(super) fn router(app: &App) -> Router<App> {
    let folder = app.profile().scope_mappings_path();
    let all = get(collection::list).post(collection::create);
    let one = get(object::read)
        .put(object::replace)
        .patch(object::change)
        .delete(object::delete);
    Router::new()
        .route(folder, View::list(MODEL).of(app, all))
        .route(
            &format!("{folder}{{uuid}}/"),
            View::object(MODEL).of(app, one),
        )
        .route(
            &format!("{folder}{{uuid}}/used_by/"),
            View::object_reading(MODEL).of(app, get(used_by::used_by)),
        )
}
