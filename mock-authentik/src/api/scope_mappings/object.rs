//! `/propertymappings/provider/scope/<uuid>/`: reading, replacing, changing and deleting.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Input, no_match};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, ScopeMapping};
use crate::store::Store;

pub(super) fn found<'a>(
    app: &App,
    store: &'a Store,
    uuid: &str,
) -> Result<&'a ScopeMapping, ApiError> {
    let uuid: Uuid = uuid.parse().map_err(|_| ApiError::NotFound)?;
    let mapping = store.scope_mappings.get(&uuid);
    mapping.ok_or_else(|| no_match(app, "ScopeMapping"))
}

pub(super) async fn read(
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let found = found(&app, &store, &uuid)?;
    Ok(api_json(
        StatusCode::OK,
        &representation(found, app.profile()),
    ))
}

pub(super) async fn replace(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    update(&app, &uuid, &caller, body, Body::whole)
}

pub(super) async fn change(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    update(&app, &uuid, &caller, body, Body::partial)
}

fn update(
    app: &App,
    uuid: &str,
    caller: &Caller,
    body: Body,
    input: fn(Body) -> Result<Input, ApiError>,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let mut changed = found(app, store, uuid)?.clone();
    let mut input = input(body)?;
    fields::apply(&mut input, &mut changed, store);
    input.finish()?;
    let answer = representation(&changed, app.profile());
    caller.audit(app, store, EventAction::ModelUpdated, &changed);
    store.scope_mappings.insert(changed.pk, changed);
    Ok(api_json(StatusCode::OK, &answer))
}

pub(super) async fn delete(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let deleted = found(&app, store, &uuid)?.clone();
    store.scope_mappings.shift_remove(&deleted.pk);
    caller.audit(&app, store, EventAction::ModelDeleted, &deleted);
    Ok(StatusCode::NO_CONTENT.into_response())
}
