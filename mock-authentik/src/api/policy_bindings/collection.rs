//! `/policies/bindings/`: listing, and what a new one is like.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::representation::representation;
use crate::api::{ApiError, Query, flag, order, paginate, passes};
use crate::app::App;
use crate::model::PolicyBinding;

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
