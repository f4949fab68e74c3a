//! `DELETE /api/v3/core/users/<pk>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::lookup;
use crate::api::{ApiError, Caller};
use crate::app::App;
use crate::model::{EventAction, User};
use crate::store::{Store, object_reference};

/// Deletes whoever it is: themselves, akadmin, an outpost's account (recordings
/// `31-admin-users-write`, "delete self", and `70-delete-akadmin-and-sa`).
pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let user = lookup::find(&app, &store, &pk)?.clone();
    let consents = consents_of(&app, &store, &user);
    store.delete_user(user.pk);
    for model in consents {
        let context = json!({"model": model});
        let part = "authentik.events.middleware";
        caller.log(&app, &mut store, EventAction::ModelDeleted, part, context);
    }
    caller.audit(&app, &mut store, EventAction::ModelDeleted, &user);
    Ok(StatusCode::NO_CONTENT)
}

/// How the log tells of the consents that go with a user, where it does.
fn consents_of(app: &App, store: &Store, user: &User) -> Vec<Value> {
    let consents = store.grants.consents.iter();
    let references = consents
        .filter(|consent| consent.user == user.pk)
        .filter_map(|consent| {
            let application = store.applications.get(&consent.application)?;
            let application = (application.pk, application.name.as_str());
            let name = app.profile().consent_of_a_deleted_user(application, user)?;
            let model = ("authentik_stages_consent", "userconsent");
            Some(object_reference(model, consent.pk, &name))
        });
    references.collect()
}
