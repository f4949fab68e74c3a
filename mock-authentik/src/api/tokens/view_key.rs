//! `GET /api/v3/core/tokens/<identifier>/view_key/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::lookup;
use crate::api::{ApiError, Caller};
use crate::app::App;
use crate::http::api_json;
use crate::model::EventAction;
use crate::store::Referable;

/// Tells the key, also of a token that has expired (recording `20-service-account`, "view key of
/// expired"), and logs that it was told.
pub(super) async fn handler(
    State(app): State<App>,
    Path(identifier): Path<String>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let token = lookup::find(&app, &store, &caller, &identifier)?.clone();
    let context = json!({"secret": token.reference()});
    let app_name = "authentik.core.api.tokens";
    caller.log(&app, &mut store, EventAction::SecretView, app_name, context);
    Ok(api_json(StatusCode::OK, &json!({"key": token.key})))
}
