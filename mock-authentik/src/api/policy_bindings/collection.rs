//! `/policies/bindings/`: listing and creating.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Query, flag, order, paginate, passes};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, PolicyBinding};

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let all = store.policy_bindings.values();
    let mut bindings: Vec<&PolicyBinding> = all
        .filter(|binding| {
            let enabled = flag(query, "enabled").unwrap_or(binding.enabled);
            passes(query, "target", &binding.target.to_string())
                && passes(query, "order", &binding.order.to_string())
                && enabled == binding.enabled
        })
        .collect();
    order(&mut bindings, query, "target,order", |binding, field| {
        Some(match field {
            "target" => binding.target.to_string().as_str().into(),
            "order" => binding.order.into(),
            "enabled" => binding.enabled.into(),
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
    let mut binding = new_policy_binding(&app);
    fields::apply(&mut input, &mut binding, store);
    input.finish()?;
    let reference = store.binding_reference(&binding);
    caller.audit_reference(&app, store, EventAction::ModelCreated, &reference);
    let answer = representation(&binding, store, app.profile());
    store.policy_bindings.insert(binding.pk, binding);
    Ok(api_json(StatusCode::CREATED, &answer))
}

/// A binding as it is when nothing else is said, not yet in the table.
pub(crate) fn new_policy_binding(app: &App) -> PolicyBinding {
    PolicyBinding {
        pk: app.entropy().uuid(),
        target: Uuid::nil(),
        group: None,
        user: None,
        negate: false,
        enabled: true,
        order: 0,
        timeout: 30,
        failure_result: false,
    }
}
