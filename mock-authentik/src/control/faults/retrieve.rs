//! `GET /_mock/faults/{name}`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};

use super::{Standing, Which};
use crate::app::App;
use crate::control::ControlError;

pub(super) async fn retrieve(
    State(app): State<App>,
    path: Result<Path<Which>, PathRejection>,
) -> Result<Json<Standing>, ControlError> {
    let Path(Which { name }) = path?;
    let found = app.faults().get(&name);
    found.map(Json).ok_or(ControlError::NoSuchFault(name))
}
