//! `/-/health/live/` and `/-/health/ready/`: whether it runs, and whether it serves. `/-/metrics/` is
//! beside them.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};

use crate::app::App;
use crate::http::server_error;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/-/health/live/", get(healthy))
        .route("/-/health/ready/", get(healthy))
        .route("/-/metrics/", any(metrics))
}

/// Metrics have a port of their own; here nothing collects them. Older versions ask for the monitor's
/// password, which nobody knows (recordings `34-misc-health-config`, "/-/metrics/ anonymous").
async fn metrics(State(app): State<App>) -> Response {
    if !app.profile().metrics_ask_for_a_password() {
        return server_error();
    }
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (WWW_AUTHENTICATE, "Basic realm=\"authentik-monitoring\""),
    ];
    (StatusCode::UNAUTHORIZED, headers).into_response()
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
