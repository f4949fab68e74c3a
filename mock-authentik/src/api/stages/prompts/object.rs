//! `/stages/prompt/prompts/<uuid>/`: reading, replacing, changing and deleting.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use uuid::Uuid;

use super::fields;
use super::representation::prompt_json;
use crate::api::{ApiError, Body, Caller, no_match};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Prompt};
use crate::store::Store;

fn found<'a>(app: &App, store: &'a Store, uuid: &str) -> Result<&'a Prompt, ApiError> {
    let uuid: Uuid = uuid.parse().map_err(|_| ApiError::NotFound)?;
    let prompt = store.prompts.get(&uuid);
    prompt.ok_or_else(|| no_match(app, "Prompt"))
}

pub(super) async fn read(
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let answer = prompt_json(found(&app, &store, &uuid)?, &store, app.profile());
    Ok(api_json(StatusCode::OK, &answer))
}

/// `PUT` and `PATCH`.
pub(super) async fn change(
    State(app): State<App>,
    method: Method,
    Path(uuid): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let mut prompt = found(&app, store, &uuid)?.clone();
    let mut input = if method == Method::PATCH {
        body.partial()?
    } else {
        body.whole()?
    };
    fields::apply(&mut input, &mut prompt, store);
    input.finish()?;
    let answer = prompt_json(&prompt, store, app.profile());
    caller.audit(&app, store, EventAction::ModelUpdated, &prompt);
    store.prompts.insert(prompt.pk, prompt);
    Ok(api_json(StatusCode::OK, &answer))
}

pub(super) async fn delete(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let store = &mut app.store();
    let prompt = found(&app, store, &uuid)?.clone();
    store.delete_prompt(prompt.pk);
    caller.audit(&app, store, EventAction::ModelDeleted, &prompt);
    Ok(StatusCode::NO_CONTENT)
}
