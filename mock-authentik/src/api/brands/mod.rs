//! Brands: `/core/brands/`.

mod collection;
mod current;
mod fields;
mod object;
mod representation;

use axum::Router;
use axum::routing::get;

use super::{View, resource};
use crate::app::App;

pub(super) fn router(app: &App) -> Router<App> {
    let current = View::reading("Brand").for_anyone();
    let folder = app.profile().brands_path();
    resource::routes(app, folder, collection::list, |app, _| {
        collection::new_brand(app)
    })
    .route(
        &format!("{folder}current/"),
        current.of(app, get(current::current)),
    )
}
