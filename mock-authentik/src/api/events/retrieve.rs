//! `GET /api/v3/events/events/<uuid>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::representation::event_json;
use crate::api::{ApiError, no_match};
use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
) -> Result<Response, ApiError> {
    let pk: Uuid = pk.parse().map_err(|_| ApiError::NotFound)?;
    let store = app.store();
    let event = store.events.iter().find(|event| event.pk == pk);
    let event = event.ok_or_else(|| no_match(&app, "Event"))?;
    Ok(api_json(
        StatusCode::OK,
        &event_json(&store, app.profile(), event),
    ))
}
