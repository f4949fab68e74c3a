//! `/root/config/`: what the pages must know. It is open to everyone.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use crate::app::App;
use crate::http::api_json;

/// Authentik's own address for error reports, which is shown even where none are sent (recording
/// `34-misc-health-config`, "/api/v3/root/config/ anonymous").
const ERROR_REPORTS: &str =
    "https://151ba72610234c4c97c5bcff4e1cffd8@authentik.error-reporting.a7k.io/4504163677503489";

pub(super) async fn config(State(app): State<App>) -> Response {
    let mut answer = json!({
        "error_reporting": {
            "enabled": false,
            "sentry_dsn": ERROR_REPORTS,
            "environment": "customer",
            "send_pii": false,
            "traces_sample_rate": 0.1,
        },
        "capabilities": ["can_impersonate", "is_enterprise"],
        "cache_timeout": 300,
        "cache_timeout_flows": 300,
        "cache_timeout_policies": 300,
    });
    if let Some(seconds) = app.profile().reputation_is_cached_for() {
        answer["cache_timeout_reputation"] = json!(seconds);
    }
    api_json(StatusCode::OK, &answer)
}
