//! `PUT /_mock/strict`.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;

use crate::app::App;
use crate::control::ControlError;
use crate::strict::Strict;

pub(super) async fn set(
    State(app): State<App>,
    body: Result<Json<Strict>, JsonRejection>,
) -> Result<Json<Strict>, ControlError> {
    let Json(strict) = body?;
    app.set_strict_device_grant(strict.device_grant);
    Ok(Json(strict))
}
