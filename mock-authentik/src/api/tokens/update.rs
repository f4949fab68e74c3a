//! `PUT` and `PATCH /api/v3/core/tokens/<identifier>/`.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::representation::token_json;
use super::{fields, lookup};
use crate::api::{ApiError, Body, Caller};
use crate::app::App;
use crate::http::api_json;
use crate::model::EventAction;

pub(super) async fn handler(
    State(app): State<App>,
    method: Method,
    Path(identifier): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let token = lookup::find(&app, &store, &caller, &identifier)?.clone();
    let input = body.read(&method)?;
    let token = fields::write(&app, &store, &caller, input, false, token)?;
    let answer = token_json(&store, app.profile(), &token);
    caller.audit(&app, &mut store, EventAction::ModelUpdated, &token);
    store.tokens.insert(token);
    Ok(api_json(StatusCode::OK, &answer))
}
