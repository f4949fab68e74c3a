//! `POST /_mock/clock/advance`.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;

use super::ClockState;
use crate::app::App;
use crate::control::ControlError;

/// How much time passes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    /// A duration such as `11m`, `1h 30m` or `-5s`.
    #[schemars(with = "String", example = "11m")]
    by: SignedDuration,
}

pub(super) async fn advance(
    State(app): State<App>,
    body: Result<Json<Advance>, JsonRejection>,
) -> Result<Json<ClockState>, ControlError> {
    let Json(Advance { by }) = body?;
    app.clock().advance(by);
    Ok(Json(app.clock().into()))
}
