//! `GET /api/v3/core/authenticated_sessions/<uuid>/`.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::lookup;
use super::representation::Shower;
use crate::api::{ApiError, Caller};
use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let shower = Shower::new(&app, &headers);
    let store = app.store();
    let session = lookup::find(&app, &store, &caller, &uuid)?;
    Ok(api_json(StatusCode::OK, &shower.show(session)))
}
