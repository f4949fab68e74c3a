//! `/stages/consent/`: how long consent is remembered.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::representation::stage_json;
use crate::Profile;
use crate::api::{ApiError, Body, Caller, Query, Text, no_match, order, paginate, passes, set};
use crate::app::App;
use crate::http::api_json;
use crate::model::{ConsentMode, EventAction, Stage, StageKind, Validity};
use crate::store::Store;

/// A consent stage, or nothing when the stage is of another kind.
fn consent_json(stage: &Stage, store: &Store, profile: Profile) -> Option<Value> {
    let StageKind::Consent {
        mode,
        consent_expire_in,
    } = &stage.kind
    else {
        return None;
    };
    let mut answer = stage_json(stage, store, profile);
    answer["mode"] = json!(mode);
    answer["consent_expire_in"] = json!(consent_expire_in);
    Some(answer)
}

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let all = store.stages.values();
    let of_consent = all.filter(|stage| passes(query, "name", &stage.name));
    let mut stages: Vec<(&Stage, Value)> = of_consent
        .filter_map(|stage| Some((stage, consent_json(stage, &store, app.profile())?)))
        .collect();
    order(&mut stages, query, "name", |(stage, _), field| {
        (field == "name").then(|| stage.name.as_str().into())
    });
    paginate(&app, query, &stages, |(_, json)| json.clone())
}

pub(super) async fn read(
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let answer = consent_json(found(&app, &store, &uuid)?, &store, app.profile());
    Ok(api_json(StatusCode::OK, &answer))
}

pub(super) async fn change(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let mut stage = found(&app, store, &uuid)?.clone();
    let mut input = body.partial()?;
    set(&mut stage.name, input.text("name", Text::default()));
    let sent_mode = input.choice("mode", ConsentMode::from_name);
    let lifetime = input.text("consent_expire_in", Text::default());
    if let StageKind::Consent {
        mode,
        consent_expire_in,
    } = &mut stage.kind
    {
        set(mode, sent_mode);
        match lifetime.as_deref().map(Validity::parse) {
            None => {}
            Some(Ok(validity)) => *consent_expire_in = validity,
            Some(Err(error)) => input.refuse("consent_expire_in", error.to_string()),
        }
    }
    input.finish()?;
    let answer = consent_json(&stage, store, app.profile());
    caller.audit(&app, store, EventAction::ModelUpdated, &stage);
    store.stages.insert(stage.pk, stage);
    Ok(api_json(StatusCode::OK, &answer))
}

fn found<'a>(app: &App, store: &'a Store, uuid: &str) -> Result<&'a Stage, ApiError> {
    let uuid: Uuid = uuid.parse().map_err(|_| ApiError::NotFound)?;
    let stage = store.stages.get(&uuid);
    let of_consent = stage.filter(|stage| matches!(stage.kind, StageKind::Consent { .. }));
    of_consent.ok_or_else(|| no_match(app, "ConsentStage"))
}
