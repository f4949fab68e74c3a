//! `/flows/bindings/`: listing and creating.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Query, order, paginate, passes};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, FlowStageBinding};

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let all = store.flow_stage_bindings.values();
    let mut bindings: Vec<&FlowStageBinding> = all
        .filter(|binding| {
            passes(query, "target", &binding.target.to_string())
                && passes(query, "stage", &binding.stage.to_string())
                && passes(query, "order", &binding.order.to_string())
        })
        .collect();
    order(&mut bindings, query, "target,order", |binding, field| {
        Some(match field {
            "target" => binding.target.to_string().as_str().into(),
            "order" => binding.order.into(),
            _ => return None,
        })
    });
    paginate(&app, query, &bindings, |binding| {
        representation(binding, &store, app.profile())
    })
}

pub(super) async fn create(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut input = body.whole()?;
    let store = &mut app.store();
    let mut binding = FlowStageBinding::new(app.entropy(), Uuid::nil(), Uuid::nil(), 0);
    fields::apply(&mut input, &mut binding, store);
    input.finish()?;
    let answer = representation(&binding, store, app.profile());
    caller.audit(&app, store, EventAction::ModelCreated, &binding);
    store.flow_stage_bindings.insert(binding.pk, binding);
    Ok(api_json(StatusCode::CREATED, &answer))
}
