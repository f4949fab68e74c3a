//! `/flows/instances/`: listing, and what a new one is like.

use axum::extract::State;
use axum::response::Response;

use super::representation::representation;
use crate::api::{ApiError, Query, matches_search, order, paginate, passes};
use crate::app::App;
use crate::model::{Authentication, DeniedAction, Designation, Flow, Layout, PolicyEngineMode};

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
