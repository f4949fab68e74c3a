//! `POST /_mock/requests/wait`.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Summary;
use super::list::Requests;
use crate::Matcher;
use crate::app::App;
use crate::control::ControlError;

/// Longer than any test should wait.
const LONGEST: Duration = Duration::from_secs(300);

/// What to wait for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wait {
    /// Which requests, those of the past included; with `after`, only newer ones.
    #[serde(default)]
    matches: Matcher,
    /// How many of them, at least.
    #[serde(default = "one")]
    count: usize,
    /// How long, by the real clock: a duration such as `10s`; at most five minutes.
    #[serde(default = "five_seconds")]
    #[schemars(with = "String", example = "10s")]
    timeout: SignedDuration,
}

fn one() -> usize {
    1
}

fn five_seconds() -> SignedDuration {
    SignedDuration::from_secs(5)
}

pub(super) async fn wait(
    State(app): State<App>,
    body: Result<Json<Wait>, JsonRejection>,
) -> Result<Json<Requests>, ControlError> {
    let Json(wait) = body?;
    let patience = Duration::try_from(wait.timeout).unwrap_or(Duration::ZERO);
    let journal = app.journal();
    let found = journal.wait_for(&wait.matches, wait.count, patience.min(LONGEST));
    let found = found.await?;
    Ok(Json(
        found.iter().map(|found| Summary::from(&**found)).collect(),
    ))
}
