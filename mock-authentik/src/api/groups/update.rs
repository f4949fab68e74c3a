//! `PUT` and `PATCH /api/v3/core/groups/<uuid>/`.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::change::Change;
use super::representation::{Include, group_json};
use crate::api::{ApiError, Body, Caller, found};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Group};

pub(super) async fn handler(
    State(app): State<App>,
    method: Method,
    Path(pk): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let group = found::<Group>(&app, &store, &pk)?.clone();
    let input = body.read(&method)?;
    let change = Change::read(input, &store, app.profile(), Some(group.pk))?;
    let group = change.apply(&mut store, group);
    caller.audit(&app, &mut store, EventAction::ModelUpdated, &group);
    let answer = group_json(&store, app.profile(), &group, Include::USUAL);
    Ok(api_json(StatusCode::OK, &answer))
}
