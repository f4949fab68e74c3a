//! `GET /api/v3/core/user_consent/<id>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::lookup;
use super::representation::representation;
use crate::api::{ApiError, Caller};
use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let store = app.store();
    let consent = lookup::find(&app, &store, &caller, &pk)?;
    Ok(api_json(
        StatusCode::OK,
        &representation(&store, app.profile(), consent),
    ))
}
