//! `POST /_mock/device-codes/{user_code}/expire`.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::NoContent;

use super::Which;
use crate::app::App;
use crate::control::ControlError;

pub(super) async fn expire(
    State(app): State<App>,
    path: Result<Path<Which>, PathRejection>,
) -> Result<NoContent, ControlError> {
    let Path(Which { user_code }) = path?;
    if app.store().grants.expire_device(&user_code, app.now()) {
        Ok(NoContent)
    } else {
        Err(ControlError::NoSuchUserCode(user_code))
    }
}
