//! `/stages/<kind>/`: listing and creating the stages of a kind.

use axum::extract::State;
use axum::response::Response;

use super::representation::whole_stage_json;
use crate::api::{
    ApiError, Body, Caller, Query, filter, matches_search, order, paginate, passes, resource,
};
use crate::app::App;
use crate::model::Stage;
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
    resource::create((&app, caller), body, || Stage {
        pk: app.entropy().uuid(),
        name: String::new(),
        kind: kind.kind,
        settings: kind.defaults(app.profile()),
    })
}
