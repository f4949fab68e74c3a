//! `GET /api/v3/stages/invitation/invitations/<uuid>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::lookup;
use super::representation::invitation_json;
use crate::api::ApiError;
use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let invitation = lookup::find(&app, &store, &pk)?;
    Ok(api_json(
        StatusCode::OK,
        &invitation_json(&store, invitation),
    ))
}
