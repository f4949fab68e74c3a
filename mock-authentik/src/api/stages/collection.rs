//! `/stages/<kind>/`: listing and creating the stages of a kind.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::fields;
use super::representation::whole_stage_json;
use crate::api::{ApiError, Body, Caller, Query, filter, matches_search, order, paginate, passes};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Stage};
use crate::stages::Description;

pub(super) fn list(
    kind: &Description,
    State(app): State<App>,
    query: &Query,
) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let of_kind = store
        .stages
        .values()
        .filter(|stage| stage.kind == kind.kind);
    let mut stages: Vec<&Stage> = of_kind
        .filter(|stage| {
            passes(query, "name", &stage.name)
                && filter(query, "search")
                    .is_none_or(|search| matches_search(search, &[&stage.name]))
        })
        .collect();
    order(&mut stages, query, "name", |stage, field| {
        (field == "name").then(|| stage.name.as_str().into())
    });
    paginate(&app, query, &stages, |stage| {
        whole_stage_json(stage, &store, app.profile())
    })
}

pub(super) fn create(
    kind: &Description,
    State(app): State<App>,
    (caller, body): (&Caller, Body),
) -> Result<Response, ApiError> {
    let mut input = body.whole()?;
    let store = &mut app.store();
    let mut stage = Stage {
        pk: app.entropy().uuid(),
        name: String::new(),
        kind: kind.kind,
        settings: kind.defaults(app.profile()),
    };
    fields::apply(&mut input, &mut stage, (store, app.profile()));
    input.finish()?;
    let answer = whole_stage_json(&stage, store, app.profile());
    caller.audit(&app, store, EventAction::ModelCreated, &stage);
    store.stages.insert(stage.pk, stage);
    Ok(api_json(StatusCode::CREATED, &answer))
}
