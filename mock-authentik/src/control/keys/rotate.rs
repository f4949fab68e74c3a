//! `POST /_mock/keys/rotate`.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::control::ControlError;
use crate::rotation::rotate_key;

/// What becomes of the old keys.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rotate {
    /// Whether they stay in the key sets. A real Authentik never keeps them.
    keep_old: bool,
}

/// The new keys.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Rotated {
    /// The `kid` of each.
    kids: Vec<String>,
}

pub(super) async fn rotate(
    State(app): State<App>,
    body: Result<Json<Rotate>, JsonRejection>,
) -> Result<Json<Rotated>, ControlError> {
    let Json(Rotate { keep_old }) = body?;
    let kids = rotate_key(&app, keep_old)?;
    Ok(Json(Rotated { kids }))
}
