//! OAuth 2.0 and OpenID Connect under `/application/o/`.

use axum::Router;

use crate::app::App;

pub(crate) fn router() -> Router<App> {
    Router::new()
}
