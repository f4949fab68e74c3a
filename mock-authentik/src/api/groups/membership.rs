//! `POST /api/v3/core/groups/<uuid>/add_user/` and `…/remove_user/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::api::{ApiError, Body, Caller, found};
use crate::app::App;
use crate::model::{EventAction, Group, UserPk};

/// Doing it twice is no error (recording `33-groups-tokens-invitations`, "add twice").
pub(super) async fn add_user(
    app: State<App>,
    pk: Path<String>,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, ApiError> {
    change(&app, &pk, &caller, body, true)
}

pub(super) async fn remove_user(
    app: State<App>,
    pk: Path<String>,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, ApiError> {
    change(&app, &pk, &caller, body, false)
}

fn change(
    app: &App,
    pk: &str,
    caller: &Caller,
    body: Body,
    belongs: bool,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let group = found::<Group>(app, &store, pk)?.clone();
    let mut input = body.whole()?;
    input.require("pk");
    let pk = input.integer("pk");
    input.finish()?;
    let pk = pk.and_then(|pk| i32::try_from(pk).ok()).map(UserPk);
    // Here an unknown user is not found in the short words (recording
    // `33-groups-tokens-invitations`, "add unknown").
    let user = pk
        .and_then(|pk| store.users.get_mut(pk))
        .ok_or(ApiError::NotFound)?;
    if belongs {
        user.groups.insert(group.pk)
    } else {
        user.groups.shift_remove(&group.pk)
    };
    caller.audit(app, &mut store, EventAction::ModelUpdated, &group);
    Ok(StatusCode::NO_CONTENT)
}
