//! `GET /api/v3/core/tokens/<identifier>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::lookup;
use super::representation::token_json;
use crate::api::{ApiError, Caller};
use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler(
    State(app): State<App>,
    Path(identifier): Path<String>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let store = app.store();
    let token = lookup::find(&app, &store, &caller, &identifier)?;
    Ok(api_json(
        StatusCode::OK,
        &token_json(&store, app.profile(), token),
    ))
}
