//! `POST /_mock/device-codes/{user_code}/approve`.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use axum::response::NoContent;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Which;
use crate::app::App;
use crate::control::ControlError;

/// On whose behalf.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Approve {
    /// The name of the user. Bindings and consent are not asked for.
    user: String,
}

pub(super) async fn approve(
    State(app): State<App>,
    path: Result<Path<Which>, PathRejection>,
    body: Result<Json<Approve>, JsonRejection>,
) -> Result<NoContent, ControlError> {
    let (Path(Which { user_code }), Json(Approve { user })) = (path?, body?);
    let mut store = app.store();
    let Some(found) = store.users.by_username(&user).map(|found| found.pk) else {
        return Err(ControlError::NoSuchUser(user));
    };
    if store.grants.approve_device(&user_code, found, app.now()) {
        Ok(NoContent)
    } else {
        Err(ControlError::NoSuchUserCode(user_code))
    }
}
