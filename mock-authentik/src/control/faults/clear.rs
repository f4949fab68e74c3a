//! `DELETE /_mock/faults/{name}`.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::NoContent;

use super::Which;
use crate::app::App;
use crate::control::ControlError;

pub(super) async fn clear(
    State(app): State<App>,
    path: Result<Path<Which>, PathRejection>,
) -> Result<NoContent, ControlError> {
    let Path(Which { name }) = path?;
    if app.faults().clear(&name) {
        Ok(NoContent)
    } else {
        Err(ControlError::NoSuchFault(name))
    }
}
