//! `DELETE /api/v3/core/user_consent/<id>/`: the user is asked again.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::lookup;
use crate::api::{ApiError, Caller};
use crate::app::App;
use crate::model::EventAction;

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let consent = lookup::find(&app, &store, &caller, &pk)?.clone();
    if app.profile().consents_are_audited() {
        let reference = store.consent_reference(app.profile(), &consent);
        caller.audit_reference(&app, &mut store, EventAction::ModelDeleted, &reference);
    }
    let consents = &mut store.grants.consents;
    consents.retain(|other| other.pk != consent.pk);
    Ok(StatusCode::NO_CONTENT)
}
