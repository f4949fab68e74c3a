//! `/_mock/clock`: what time it is for the mock.

mod advance;
mod freeze;
mod resume;
mod set;

use aide::axum::ApiRouter;
use aide::axum::routing::{get_with, post_with};
use ambient::Clock;
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::app::App;
use crate::control::summary;

/// The mock's clock, which drives issuing, expiry and verifying alike.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Clock")]
pub(super) struct ClockState {
    /// What time it is for the mock.
    #[schemars(with = "String", extend("format" = "date-time"))]
    now: Timestamp,
    /// Whether it stands still.
    frozen: bool,
}

impl From<&Clock> for ClockState {
    fn from(clock: &Clock) -> Self {
        Self {
            now: clock.now(),
            frozen: clock.is_frozen(),
        }
    }
}

pub(super) fn routes() -> ApiRouter<App> {
    let clock =
        get_with(get, summary("What time it is")).put_with(set::set, summary("Sets the clock"));
    ApiRouter::new()
        .api_route("/_mock/clock", clock)
        .api_route(
            "/_mock/clock/advance",
            post_with(advance::advance, summary("Lets time pass at once")),
        )
        .api_route(
            "/_mock/clock/freeze",
            post_with(freeze::freeze, summary("Stops the clock where it is")),
        )
        .api_route(
            "/_mock/clock/resume",
            post_with(
                resume::resume,
                summary("Lets the clock run on from where it stands"),
            ),
        )
}

async fn get(State(app): State<App>) -> Json<ClockState> {
    Json(app.clock().into())
}
