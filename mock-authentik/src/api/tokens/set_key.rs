//! `POST /api/v3/core/tokens/<identifier>/set_key/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::json;

use super::lookup;
use crate::api::{ApiError, Body, Caller, no_match};
use crate::app::App;
use crate::model::EventAction;
use crate::store::Referable;

pub(super) async fn handler(
    State(app): State<App>,
    Path(identifier): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let pk = lookup::find(&app, &store, &caller, &identifier)?.pk;
    let mut input = body.whole()?;
    let key = input.required_text("key");
    input.finish()?;
    let found = store.tokens.get(pk).cloned();
    let mut token = found.ok_or_else(|| no_match(&app, "Token"))?;
    token.key = key.unwrap_or_default();
    let model = token.reference();
    store.tokens.insert(token);
    let context = json!({"model": model});
    let app_name = "authentik.core.api.tokens";
    caller.log(
        &app,
        &mut store,
        EventAction::ModelUpdated,
        app_name,
        context,
    );
    Ok(StatusCode::NO_CONTENT)
}
