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
    Router::new()
        .route("/core/brands/", View::list("Brand").of(app, all))
        .route(
            "/core/brands/current/",
            current.of(app, get(current::current)),
        )
        .route("/core/brands/{uuid}/", View::object("Brand").of(app, one))
}
