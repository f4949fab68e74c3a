//! `GET /api/v3/core/users/paths/`.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler(State(app): State<App>) -> Response {
    let store = app.store();
    let paths: BTreeSet<&str> = store.users.iter().map(|user| user.path.as_str()).collect();
    api_json(StatusCode::OK, &json!({"paths": paths}))
}
