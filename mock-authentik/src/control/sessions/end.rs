//! `DELETE /_mock/sessions/{key}`.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::NoContent;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::app::App;
use crate::control::ControlError;

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Which {
    /// The key of the session.
    key: String,
}

pub(super) async fn end(
    State(app): State<App>,
    path: Result<Path<Which>, PathRejection>,
) -> Result<NoContent, ControlError> {
    let Path(Which { key }) = path?;
    let mut store = app.store();
    if store.sessions.live(&key, app.now()).is_none() {
        return Err(ControlError::NoSuchSession(key));
    }
    store.end_session(app.profile(), &key);
    Ok(NoContent)
}
