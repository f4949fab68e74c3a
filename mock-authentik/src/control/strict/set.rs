//! `PUT /_mock/strict`.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;

use super::Strict;
use crate::app::App;
use crate::control::ControlError;

pub(super) async fn set(
    State(app): State<App>,
    body: Result<Json<Strict>, JsonRejection>,
) -> Result<Json<Strict>, ControlError> {
    let Json(Strict { device_grant }) = body?;
    app.set_strict_device_grant(device_grant);
    Ok(Json(Strict::of(&app)))
}
