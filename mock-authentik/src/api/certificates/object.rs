//! `/crypto/certificatekeypairs/<uuid>/`: reading, renaming and deleting.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Text, no_match, set};
use crate::app::App;
use crate::http::api_json;
use crate::model::{CertificateKeyPair, EventAction};
use crate::store::Store;

pub(super) fn found<'a>(
    app: &App,
    store: &'a Store,
    uuid: &str,
) -> Result<&'a CertificateKeyPair, ApiError> {
    let uuid: Uuid = uuid.parse().map_err(|_| ApiError::NotFound)?;
    let pair = store.certificates.get(&uuid);
    pair.ok_or_else(|| no_match(app, super::MODEL))
}

pub(super) async fn read(
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let pair = found(&app, &store, &uuid)?;
    Ok(api_json(
        StatusCode::OK,
        &representation(pair, app.profile()),
    ))
}

pub(super) async fn change(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let mut pair = found(&app, store, &uuid)?.clone();
    let mut input = body.partial()?;
    set(&mut pair.name, input.text("name", Text::default()));
    let is_taken = |other: &CertificateKeyPair| other.pk != pair.pk && other.name == pair.name;
    if store.certificates.values().any(is_taken) {
        let message = "Certificate-Key Pair with this name already exists.";
        input.refuse("name", message);
    }
    input.finish()?;
    let answer = representation(&pair, app.profile());
    caller.audit(&app, store, EventAction::ModelUpdated, &pair);
    store.certificates.insert(pair.pk, pair);
    Ok(api_json(StatusCode::OK, &answer))
}

/// Providers that used it are left without a key.
pub(super) async fn delete(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let deleted = found(&app, store, &uuid)?.clone();
    let pk = deleted.pk;
    store.certificates.shift_remove(&pk);
    for provider in store.providers.values_mut() {
        provider.signing_key.take_if(|key| *key == pk);
        provider.encryption_key.take_if(|key| *key == pk);
    }
    caller.audit(&app, store, EventAction::ModelDeleted, &deleted);
    Ok(StatusCode::NO_CONTENT.into_response())
}
