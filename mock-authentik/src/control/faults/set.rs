//! `PUT /_mock/faults/{name}`.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Path, State};
use faults::{Effect, Route};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Standing, Which};
use crate::Fault;
use crate::app::App;
use crate::control::ControlError;

/// A fault; its name is in the path.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SetFault")]
pub(super) struct SetFault {
    /// Which requests it hits; all when absent.
    #[serde(default)]
    matches: Route,
    /// How many requests it hits before it wears off; always when absent.
    times: Option<u32>,
    /// What it does to them.
    effect: Effect,
}

pub(super) async fn set(
    State(app): State<App>,
    path: Result<Path<Which>, PathRejection>,
    body: Result<Json<SetFault>, JsonRejection>,
) -> Result<Json<Standing>, ControlError> {
    let Path(Which { name }) = path?;
    let Json(SetFault {
        matches,
        times,
        effect,
    }) = body?;
    let fault = Fault {
        name,
        matches,
        times,
        effect,
    };
    app.faults().set(fault.clone());
    Ok(Json(Standing { fault, hits: 0 }))
}
