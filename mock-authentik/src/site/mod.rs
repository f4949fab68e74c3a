//! What stands beside the API: health, and the pages of the web interface, which the mock does not have.

mod health;
mod interfaces;

use axum::Router;

use crate::app::App;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .merge(health::router())
        .merge(interfaces::router())
}
