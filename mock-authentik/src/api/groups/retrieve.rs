//! `GET /api/v3/core/groups/<uuid>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::representation::{Include, group_json};
use crate::api::{ApiError, Query, flag, found};
use crate::app::App;
use crate::http::api_json;
use crate::model::Group;

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
    query: Query,
) -> Result<Response, ApiError> {
    let store = app.store();
    let group = found::<Group>(&app, &store, &pk)?;
    let include = Include {
        users: flag(&query.form, "include_users").unwrap_or(true),
        children: flag(&query.form, "include_children").unwrap_or(false),
        parents: flag(&query.form, "include_parents").unwrap_or(false),
    };
    Ok(api_json(
        StatusCode::OK,
        &group_json(&store, app.profile(), group, include),
    ))
}
