//! `DELETE` of one grant, which the audit log does not tell of.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::Kind;
use crate::api::{ApiError, Caller};
use crate::app::App;

pub(super) async fn handler<K: Kind + Clone>(
    State(app): State<App>,
    Path(pk): Path<String>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let granted = K::find(&app, &store, &caller, &pk)?.clone();
    granted.delete(&mut store.grants);
    Ok(StatusCode::NO_CONTENT)
}
