//! `DELETE /api/v3/core/authenticated_sessions/<uuid>/`: logs the browser out.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::lookup;
use crate::api::{ApiError, Caller};
use crate::app::App;

pub(super) async fn handler(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let (session, _) = lookup::find(&app, &store, &caller, &uuid)?;
    let key = session.key.clone();
    store.end_session(app.profile(), &key);
    Ok(StatusCode::NO_CONTENT)
}
