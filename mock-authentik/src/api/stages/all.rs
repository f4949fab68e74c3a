//! `/stages/all/`: stages of every kind.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::representation::stage_json;
use crate::api::{ApiError, Query, matches_search, no_match, order, paginate, passes};
use crate::app::App;
use crate::http::api_json;
use crate::model::Stage;

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let all = store.stages.values();
    let mut stages: Vec<&Stage> = all
        .filter(|stage| {
            passes(query, "name", &stage.name)
                && matches_search(query.text("search"), &[&stage.name])
        })
        .collect();
    order(&mut stages, query, "name", |stage, field| {
        (field == "name").then(|| stage.name.as_str().into())
    });
    paginate(&app, query, &stages, |stage| {
        stage_json(stage, &store, app.profile())
    })
}

pub(super) async fn read(
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let uuid: Uuid = uuid.parse().map_err(|_| ApiError::NotFound)?;
    let stage = store.stages.get(&uuid);
    let stage = stage.ok_or_else(|| no_match(&app, "Stage"))?;
    Ok(api_json(
        StatusCode::OK,
        &stage_json(stage, &store, app.profile()),
    ))
}
