//! The pages of Authentik's web interface that only show what the API has: without their scripts, pages
//! with a title.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;

use crate::app::App;
use crate::http::{html_page, reading};

pub(super) fn router() -> Router<App> {
    let browser = || async { html_page(StatusCode::OK, "API Browser - authentik", "") };
    Router::new().route("/api/v3/", reading(get(browser)))
}
