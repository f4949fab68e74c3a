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
    // The audit log tells of what goes first (recordings `50-user-deleted`, "event").
    if app.profile().consents_are_audited() {
        let consents = store.grants.consents.iter();
        let theirs: Vec<_> = consents
            .filter(|consent| consent.user == user.pk)
            .map(|consent| store.consent_reference(app.profile(), consent))
            .collect();
        for consent in theirs {
            caller.audit_reference(&app, &mut store, EventAction::ModelDeleted, &consent);
        }
    }
    store.delete_user(user.pk);
    caller.audit(&app, &mut store, EventAction::ModelDeleted, &user);
    Ok(StatusCode::NO_CONTENT)
}
