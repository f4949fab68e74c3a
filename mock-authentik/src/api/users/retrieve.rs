//! `GET /api/v3/core/users/<pk>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{Include, lookup, user_json};
use crate::api::ApiError;
use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let user = lookup::find(&app, &store, &pk)?;
    Ok(api_json(
        StatusCode::OK,
        &user_json(&store, app.profile(), user, Include::ALL),
    ))
}
