//! `POST /api/v3/core/users/<pk>/recovery/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::lookup;
use crate::api::{ApiError, FieldErrors, tokens};
use crate::app::App;
use crate::flows::Plan;
use crate::http::{BaseUrl, api_json};
use crate::model::{Intent, Token};

/// Makes a link by which the user can recover their account. What is wrong is told as a text, not as a
/// list (recording `31-admin-users-write`, "recovery, no recovery flow set").
pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
    base: BaseUrl,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let user = lookup::find(&app, &store, &pk)?.clone();
    let flow = store
        .brand()
        .and_then(|brand| store.flows.get(&brand.flow_recovery?));
    let Some(flow) = flow else {
        let mut errors = FieldErrors::default();
        errors.set("non_field_errors", Value::from("No recovery flow set."));
        return Err(ApiError::Fields(errors));
    };
    // Whoever follows the link is not logged in.
    if Plan::new(&store, flow, None, true).is_err() {
        let mut errors = FieldErrors::default();
        let message = "Recovery flow not applicable to user";
        errors.set("non_field_errors", Value::from(message));
        return Err(ApiError::Fields(errors));
    }
    let (pk, slug) = (flow.pk, flow.slug.clone());
    let identifier = format!("{}-password-reset", user.uid);
    store
        .tokens
        .remove_where(|token| token.identifier == identifier);
    let token = Token {
        identifier,
        intent: Intent::Recovery,
        flow: Some(pk),
        ..tokens::new_token(&app, user.pk)
    };
    let link = format!("{base}/if/flow/{slug}/?flow_token={}", token.key);
    store.tokens.insert(token);
    Ok(api_json(StatusCode::OK, &json!({"link": link})))
}
