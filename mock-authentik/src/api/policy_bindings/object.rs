//! `/policies/bindings/<uuid>/`: reading, replacing, changing and deleting.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Input, no_match};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, PolicyBinding};
use crate::store::Store;

fn found<'a>(app: &App, store: &'a Store, uuid: &str) -> Result<&'a PolicyBinding, ApiError> {
    let uuid: Uuid = uuid.parse().map_err(|_| ApiError::NotFound)?;
    let binding = store.policy_bindings.get(&uuid);
    binding.ok_or_else(|| no_match(app, "PolicyBinding"))
}

pub(super) async fn read(
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let found = found(&app, &store, &uuid)?;
    Ok(api_json(
        StatusCode::OK,
        &representation(found, &store, app.profile()),
    ))
}

pub(super) async fn replace(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    update((&app, &caller), &uuid, body, Body::whole)
}

pub(super) async fn change(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    update((&app, &caller), &uuid, body, Body::partial)
}

fn update(
    (app, caller): (&App, &Caller),
    uuid: &str,
    body: Body,
    input: fn(Body) -> Result<Input, ApiError>,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let mut changed = found(app, store, uuid)?.clone();
    let mut input = input(body)?;
    fields::apply(&mut input, &mut changed, store);
    input.finish()?;
    let reference = store.binding_reference(&changed);
    caller.audit_reference(app, store, EventAction::ModelUpdated, &reference);
    let answer = representation(&changed, store, app.profile());
    store.policy_bindings.insert(changed.pk, changed);
    Ok(api_json(StatusCode::OK, &answer))
}

pub(super) async fn delete(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let gone = found(&app, store, &uuid)?.clone();
    let uuid = gone.pk;
    store.policy_bindings.shift_remove(&uuid);
    let reference = store.binding_reference(&gone);
    caller.audit_reference(&app, store, EventAction::ModelDeleted, &reference);
    Ok(StatusCode::NO_CONTENT.into_response())
}
