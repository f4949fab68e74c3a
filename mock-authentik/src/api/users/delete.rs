//! `DELETE /api/v3/core/users/<pk>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::lookup;
use crate::api::{ApiError, Caller};
use crate::app::App;
use crate::model::EventAction;

/// Deletes whoever it is: themselves, akadmin, an outpost's account (recordings
/// `31-admin-users-write`, "delete self", and `70-delete-akadmin-and-sa`).
pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let user = lookup::find(&app, &store, &pk)?.clone();
    store.delete_user(user.pk);
    caller.audit(&app, &mut store, EventAction::ModelDeleted, &user);
    Ok(StatusCode::NO_CONTENT)
}
