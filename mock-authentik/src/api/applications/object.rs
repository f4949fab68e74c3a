//! `/core/applications/<slug>/`: reading, replacing, changing and deleting.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Input, no_match};
use crate::app::App;
use crate::http::api_json;
use crate::model::{Application, EventAction};
use crate::store::Store;

pub(super) fn found<'a>(
    app: &App,
    store: &'a Store,
    slug: &str,
) -> Result<&'a Application, ApiError> {
    let application = store.application_by_slug(slug);
    application.ok_or_else(|| no_match(app, "Application"))
}

pub(super) async fn read(
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let found = found(&app, &store, &slug)?;
    Ok(api_json(
        StatusCode::OK,
        &representation(found, &store, app.profile()),
    ))
}

pub(super) async fn replace(
    State(app): State<App>,
    Path(slug): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    update(&app, &slug, &caller, body, Body::whole)
}

pub(super) async fn change(
    State(app): State<App>,
    Path(slug): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    update(&app, &slug, &caller, body, Body::partial)
}

fn update(
    app: &App,
    slug: &str,
    caller: &Caller,
    body: Body,
    input: fn(Body) -> Result<Input, ApiError>,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let mut changed = found(app, store, slug)?.clone();
    let mut input = input(body)?;
    fields::apply(&mut input, &mut changed, store);
    input.finish()?;
    let answer = representation(&changed, store, app.profile());
    caller.audit(app, store, EventAction::ModelUpdated, &changed);
    store.applications.insert(changed.pk, changed);
    Ok(api_json(StatusCode::OK, &answer))
}

pub(super) async fn delete(
    State(app): State<App>,
    Path(slug): Path<String>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let deleted = found(&app, store, &slug)?.clone();
    store.delete_application(deleted.pk);
    caller.audit(&app, store, EventAction::ModelDeleted, &deleted);
    Ok(StatusCode::NO_CONTENT.into_response())
}
