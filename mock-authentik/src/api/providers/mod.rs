//! OAuth2/OpenID providers: `/providers/oauth2/`.

mod collection;
mod fields;
mod object;
mod preview_user;
mod representation;
mod setup_urls;
mod used_by;

use axum::Router;
use axum::routing::get;

use super::{View, resource};
use crate::app::App;

pub(crate) use collection::new_provider;
pub(crate) use representation::{common, representation};

const MODEL: &str = "OAuth2Provider";

pub(super) fn router(app: &App) -> Router<App> {
    let urls = get(setup_urls::setup_urls);
    resource::routes(app, "/providers/oauth2/", collection::list, |app, _| {
        new_provider(app)
    })
    .route(
        "/providers/oauth2/{key}/setup_urls/",
        View::object_reading(MODEL).of(app, urls),
    )
    .route(
        "/providers/oauth2/{key}/preview_user/",
        View::object_reading(MODEL).of(app, get(preview_user::preview_user)),
    )
    .route(
        "/providers/oauth2/{key}/used_by/",
        View::object_reading(MODEL).of(app, get(used_by::used_by)),
    )
}
