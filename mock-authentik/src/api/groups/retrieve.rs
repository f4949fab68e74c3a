//! `GET /api/v3/core/groups/<uuid>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::lookup;
use super::representation::{Include, group_json};
use crate::api::{ApiError, Query, flag};
use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
    query: Query,
) -> Result<Response, ApiError> {
    let store = app.store();
    let group = lookup::find(&app, &store, &pk)?;
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
