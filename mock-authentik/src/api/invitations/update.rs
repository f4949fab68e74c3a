//! `PUT` and `PATCH /api/v3/stages/invitation/invitations/<uuid>/`.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::representation::invitation_json;
use super::{fields, lookup};
use crate::api::{ApiError, Body, Caller};
use crate::app::App;
use crate::http::api_json;
use crate::model::EventAction;

pub(super) async fn handler(
    State(app): State<App>,
    method: Method,
    Path(pk): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let mut invitation = lookup::find(&app, &store, &pk)?.clone();
    let input = if method == Method::PATCH {
        body.partial()?
    } else {
        body.whole()?
    };
    fields::write(&store, input, &mut invitation)?;
    let answer = invitation_json(&store, &invitation);
    caller.audit(&app, &mut store, EventAction::ModelUpdated, &invitation);
    store.invitations.insert(invitation.pk, invitation);
    Ok(api_json(StatusCode::OK, &answer))
}
