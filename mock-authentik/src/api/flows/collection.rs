//! `/flows/instances/`: listing and creating.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Query, matches_search, order, paginate, passes};
use crate::app::App;
use crate::http::api_json;
use crate::model::{
    Authentication, DeniedAction, Designation, EventAction, Flow, Layout, PolicyEngineMode,
};

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let all = store.flows.values();
    let mut flows: Vec<&Flow> = all
        .filter(|flow| {
            let designation = flow.designation.as_str();
            passes(query, "name", &flow.name)
                && passes(query, "slug", &flow.slug)
                && passes(query, "designation", designation)
                && matches_search(query.text("search"), &[&flow.name, &flow.slug, designation])
        })
        .collect();
    order(&mut flows, query, "slug", |flow, field| {
        Some(match field {
            "name" => flow.name.as_str().into(),
            "slug" => flow.slug.as_str().into(),
            "designation" => flow.designation.as_str().into(),
            "title" => flow.title.as_str().into(),
            _ => return None,
        })
    });
    paginate(&app, query, &flows, |flow| {
        representation(flow, &store, app.profile())
    })
}

pub(super) async fn create(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut input = body.whole()?;
    let store = &mut app.store();
    let mut flow = new_flow(&app);
    fields::apply(&mut input, &mut flow, store);
    input.finish()?;
    let answer = representation(&flow, store, app.profile());
    caller.audit(&app, store, EventAction::ModelCreated, &flow);
    store.flows.insert(flow.pk, flow);
    Ok(api_json(StatusCode::CREATED, &answer))
}

/// A flow as it is when nothing else is said, not yet in the table.
pub(crate) fn new_flow(app: &App) -> Flow {
    Flow {
        pk: app.entropy().uuid(),
        policybindingmodel_ptr_id: app.entropy().uuid(),
        name: String::new(),
        slug: String::new(),
        title: String::new(),
        designation: Designation::Authentication,
        background: String::new(),
        policy_engine_mode: PolicyEngineMode::Any,
        compatibility_mode: false,
        layout: Layout::Stacked,
        denied_action: DeniedAction::MessageContinue,
        authentication: Authentication::None,
        policies: Vec::new(),
    }
}
