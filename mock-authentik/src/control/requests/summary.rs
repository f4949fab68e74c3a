//! A request in a line.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Exchange;

/// A request and how it was answered, in short.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RequestSummary")]
pub(super) struct Summary {
    /// Its place in the order in which answers ended, from 1.
    number: u64,
    /// When it came, by the mock's clock.
    #[schemars(with = "String", extend("format" = "date-time"))]
    at: Timestamp,
    /// How long the answer took, in milliseconds.
    took_ms: f64,
    method: String,
    /// Path and query, secrets blanked.
    target: String,
    status: u16,
    /// The name of the user who was logged in, whose token was sent, or whom tokens were issued for.
    user: Option<String>,
    /// The client id.
    client: Option<String>,
    /// The key of the browser session.
    session: Option<String>,
}

impl From<&Exchange> for Summary {
    fn from(exchange: &Exchange) -> Self {
        Self {
            number: exchange.number(),
            at: exchange.at(),
            took_ms: exchange.took().as_secs_f64() * 1e3,
            method: exchange.method().to_string(),
            target: exchange.blanked_target().into_owned(),
            status: exchange.status().as_u16(),
            user: exchange.user().map(Into::into),
            client: exchange.client().map(Into::into),
            session: exchange.session().map(Into::into),
        }
    }
}
