//! `POST /api/v3/core/users/<pk>/set_password/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::json;

use super::lookup;
use crate::api::{ApiError, Body, Caller, no_match};
use crate::app::App;
use crate::model::{EventAction, PasswordHash};

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let before = lookup::find(&app, &store, &pk)?.clone();
    let pk = before.pk;
    let mut input = body.whole()?;
    let password = if app.profile().set_password_needs_a_password() {
        input.required_text("password")
    } else {
        input
            .raw("password")
            .and_then(|value| value.as_str().map(str::to_owned))
    };
    input.finish()?;
    let user = store
        .users
        .get_mut(pk)
        .ok_or_else(|| no_match(&app, "User"))?;
    user.password = match password {
        Some(password) => PasswordHash::of(&password, app.entropy()),
        None => PasswordHash::Unusable,
    };
    user.password_change_date = app.now();
    user.last_updated = app.now();
    let user = user.clone();
    if app.profile().set_password_ends_sessions() {
        store.sessions.end_all_of(pk);
    }
    let app_name = "authentik.events.signals";
    caller.log(
        &app,
        &mut store,
        EventAction::PasswordSet,
        app_name,
        json!({}),
    );
    caller.audit_user(&app, &mut store, Some(&before), &user);
    Ok(StatusCode::NO_CONTENT)
}
