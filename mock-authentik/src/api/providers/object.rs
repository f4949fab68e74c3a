//! `/providers/oauth2/<id>/`: reading, replacing, changing and deleting.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Input, no_match};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Provider};
use crate::store::Store;

/// The provider of a key as the URL has it; a key that is no number is not found at all.
pub(super) fn provider_of<'a>(
    app: &App,
    store: &'a Store,
    id: &str,
) -> Result<&'a Provider, ApiError> {
    let pk: i32 = id.parse().map_err(|_| ApiError::NotFound)?;
    let provider = store.providers.get(&pk);
    provider.ok_or_else(|| no_match(app, "OAuth2Provider"))
}

pub(super) async fn read(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let provider = provider_of(&app, &store, &id)?;
    Ok(api_json(
        StatusCode::OK,
        &representation(provider, &store, app.profile()),
    ))
}

pub(super) async fn replace(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    update(&app, &id, &caller, body, Body::whole)
}

pub(super) async fn change(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    update(&app, &id, &caller, body, Body::partial)
}

fn update(
    app: &App,
    id: &str,
    caller: &Caller,
    body: Body,
    input: fn(Body) -> Result<Input, ApiError>,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let mut provider = provider_of(app, store, id)?.clone();
    let mut input = input(body)?;
    fields::apply(&mut input, &mut provider, (store, app.profile()));
    input.finish()?;
    let answer = representation(&provider, store, app.profile());
    caller.audit(app, store, EventAction::ModelUpdated, &provider);
    store.providers.insert(provider.pk, provider);
    Ok(api_json(StatusCode::OK, &answer))
}

pub(super) async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let deleted = provider_of(&app, store, &id)?.clone();
    store.delete_provider(deleted.pk);
    caller.audit(&app, store, EventAction::ModelDeleted, &deleted);
    Ok(StatusCode::NO_CONTENT.into_response())
}
