//! Brands: `/core/brands/`.

mod collection;
mod current;
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
    let current = View::reading("Brand").for_anyone();
    let folder = app.profile().brands_path();
    Router::new()
        .route(folder, View::list("Brand").of(app, all))
        .route(
            &format!("{folder}current/"),
            current.of(app, get(current::current)),
        )
        .route(
            &format!("{folder}{{uuid}}/"),
            View::object("Brand").of(app, one),
        )
}
