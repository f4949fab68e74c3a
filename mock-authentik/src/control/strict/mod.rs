//! `/_mock/strict`: where the mock does what an RFC says, and Authentik does not.

mod set;

use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::App;

/// Where the mock does what an RFC says, and Authentik does not.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Strict {
    /// Devices that poll hear `slow_down`, `access_denied` and `expired_token` (RFC 8628, section 3.5).
    device_grant: bool,
}

impl Strict {
    fn of(app: &App) -> Self {
        Self {
            device_grant: app.device_grant_is_strict(),
        }
    }
}

pub(super) fn routes() -> ApiRouter<App> {
    let strict = get_with(get, |operation| {
        operation.summary("Where the mock is stricter than Authentik")
    })
    .put_with(set::set, |operation| {
        operation.summary("Sets where the mock is stricter than Authentik")
    });
    ApiRouter::new().api_route("/_mock/strict", strict)
}

async fn get(State(app): State<App>) -> Json<Strict> {
    Json(Strict::of(&app))
}
