//! `/-/health/live/` and `/-/health/ready/`: whether it runs, and whether it serves. `/-/metrics/` is
//! beside them.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};

use crate::app::App;
use crate::http::server_error;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/-/health/live/", get(healthy))
        .route("/-/health/ready/", get(healthy))
        // Metrics have a port of their own; here nothing collects them (recording
        // `34-misc-health-config`, "/-/metrics/ anonymous").
        .route("/-/metrics/", any(|| async { server_error() }))
}

/// Empty: what answers is alive, and there is no database to wait for.
async fn healthy(State(app): State<App>) -> Response {
    let status = if app.profile().health_has_no_content() {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::OK
    };
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8")]).into_response()
}
