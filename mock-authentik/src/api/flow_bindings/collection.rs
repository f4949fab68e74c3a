//! `/flows/bindings/`: listing.

use axum::extract::State;
use axum::response::Response;

use super::representation::representation;
use crate::api::{ApiError, Query, order, paginate, passes};
use crate::app::App;
use crate::model::FlowStageBinding;

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
