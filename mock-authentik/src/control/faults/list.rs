//! `GET /_mock/faults`.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use super::Standing;
use crate::app::App;

/// The faults that are set.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Faults")]
pub(super) struct List {
    faults: Vec<Standing>,
}

pub(super) async fn list(State(app): State<App>) -> Json<List> {
    let faults = app.faults().list();
    Json(List { faults })
}
