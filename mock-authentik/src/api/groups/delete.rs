//! `DELETE /api/v3/core/groups/<uuid>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::api::{ApiError, Caller, found};
use crate::app::App;
use crate::model::{EventAction, Group};

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let group = found::<Group>(&app, &store, &pk)?.clone();
    store.delete_group(group.pk);
    caller.audit(&app, &mut store, EventAction::ModelDeleted, &group);
    Ok(StatusCode::NO_CONTENT)
}
