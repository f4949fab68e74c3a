//! The pages that load Authentik's web interface: without their scripts, pages with a title.

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;

use crate::app::App;
use crate::http::{html_page, reading};

pub(super) fn router() -> Router<App> {
    let page = |title: &'static str| {
        reading(get(
            move || async move { html_page(StatusCode::OK, title, "") },
        ))
    };
    Router::new()
        .route("/if/admin/", page("authentik"))
        .route("/api/v3/", page("API Browser - authentik"))
}
