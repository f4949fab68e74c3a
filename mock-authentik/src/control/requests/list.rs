//! `GET /_mock/requests`.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use schemars::JsonSchema;
use serde::Serialize;

use super::Summary;
use crate::Matcher;
use crate::app::App;
use crate::control::ControlError;

/// The requests that fit.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Requests")]
pub(super) struct Requests {
    /// How many there are.
    count: usize,
    requests: Vec<Summary>,
}

impl FromIterator<Summary> for Requests {
    fn from_iter<I: IntoIterator<Item = Summary>>(summaries: I) -> Self {
        let requests: Vec<_> = summaries.into_iter().collect();
        let count = requests.len();
        Self { count, requests }
    }
}

pub(super) async fn list(
    State(app): State<App>,
    query: Result<Query<Matcher>, QueryRejection>,
) -> Result<Json<Requests>, ControlError> {
    let Query(matcher) = query?;
    let found = app.journal().find(&matcher);
    Ok(Json(
        found.iter().map(|found| Summary::from(&**found)).collect(),
    ))
}
