//! `PUT /_mock/clock`.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use super::ClockState;
use crate::app::App;
use crate::control::ControlError;

/// What the clock is set to.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SetClock {
    /// The new time; without one the clock keeps its own.
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    now: Option<Timestamp>,
    /// Whether it stands still from now on; without it, as before.
    frozen: Option<bool>,
}

pub(super) async fn set(
    State(app): State<App>,
    body: Result<Json<SetClock>, JsonRejection>,
) -> Result<Json<ClockState>, ControlError> {
    let Json(wanted) = body?;
    let clock = app.clock();
    // Stopped first, so that it stands at `now` and not a moment after.
    match wanted.frozen {
        Some(true) => clock.freeze(),
        Some(false) => clock.resume(),
        None => {}
    }
    if let Some(now) = wanted.now {
        clock.set(now);
    }
    Ok(Json(clock.into()))
}
