//! `POST /api/v3/stages/invitation/invitations/`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Map;

use super::fields;
use super::representation::invitation_json;
use crate::api::{ApiError, Body, Caller};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Invitation};

pub(super) async fn handler(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let mut invitation = Invitation {
        pk: app.entropy().uuid(),
        name: String::new(),
        expires: None,
        fixed_data: Map::new(),
        created_by: caller.user.pk,
        single_use: false,
        flow: None,
    };
    fields::write(&store, body.whole()?, &mut invitation)?;
    let answer = invitation_json(&store, &invitation);
    caller.audit(&app, &mut store, EventAction::ModelCreated, &invitation);
    store.invitations.insert(invitation.pk, invitation);
    Ok(api_json(StatusCode::CREATED, &answer))
}
