//! `GET` of one grant.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::Kind;
use super::representation::representation;
use crate::api::{ApiError, Caller};
use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler<K: Kind>(
    State(app): State<App>,
    Path(pk): Path<String>,
    caller: Caller,
) -> Result<Response, ApiError> {
    let store = app.store();
    let granted = K::find(&app, &store, &caller, &pk)?;
    Ok(api_json(
        StatusCode::OK,
        &representation(&app, &store, granted),
    ))
}
