//! `/stages/<kind>/<uuid>/`: reading, replacing, changing and deleting a stage of a kind.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::fields;
use super::representation::whole_stage_json;
use crate::api::{ApiError, Body, Caller, no_match};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Stage};
use crate::stages::Description;
use crate::store::Store;

fn found<'a>(
    kind: &Description,
    app: &App,
    store: &'a Store,
    uuid: &str,
) -> Result<&'a Stage, ApiError> {
    let uuid: Uuid = uuid.parse().map_err(|_| ApiError::NotFound)?;
    let stage = store.stages.get(&uuid);
    let of_kind = stage.filter(|stage| stage.kind == kind.kind);
    of_kind.ok_or_else(|| no_match(app, kind.model))
}

pub(super) fn read(
    kind: &Description,
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let stage = found(kind, &app, &store, &uuid)?;
    let answer = whole_stage_json(stage, &store, app.profile());
    Ok(api_json(StatusCode::OK, &answer))
}

/// `PUT` and `PATCH`.
pub(super) fn change(
    kind: &Description,
    State(app): State<App>,
    (Path(uuid), method): (Path<String>, &Method),
    (caller, body): (&Caller, Body),
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let mut stage = found(kind, &app, store, &uuid)?.clone();
    let mut input = if *method == Method::PATCH {
        body.partial()?
    } else {
        body.whole()?
    };
    fields::apply(&mut input, &mut stage, (store, app.profile()));
    input.finish()?;
    let answer = whole_stage_json(&stage, store, app.profile());
    caller.audit(&app, store, EventAction::ModelUpdated, &stage);
    store.stages.insert(stage.pk, stage);
    Ok(api_json(StatusCode::OK, &answer))
}

pub(super) fn delete(
    kind: &Description,
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: &Caller,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let stage = found(kind, &app, store, &uuid)?.clone();
    store.delete_stage(stage.pk);
    caller.audit(&app, store, EventAction::ModelDeleted, &stage);
    Ok(StatusCode::NO_CONTENT.into_response())
}
