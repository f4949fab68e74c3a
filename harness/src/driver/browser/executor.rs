//! Authentik's flow executor, as its own JavaScript speaks it (Authentik reference §2.7).

use std::collections::HashMap;

use http::StatusCode;
use http::header::{ACCEPT, ORIGIN, REFERER};
use indexmap::IndexMap;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::Url;

use super::Browser;
use crate::driver::{Answer, HttpError};

const EXECUTOR: &str = "/api/v3/flows/executor/";
const CSRF_COOKIE: &str = "authentik_csrf";
const CSRF_HEADER: &str = "X-authentik-CSRF";

/// What Python's `quote` leaves alone. The executor redirects to its URL as Python would encode it,
/// so another encoding would cost a round trip.
const PYTHON_QUOTE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The executor's URL for the flow that `page` (`/if/flow/SLUG/?QUERY`) shows, if it shows one.
pub(super) fn behind(page: &Url) -> Option<Url> {
    let slug = page.path().strip_prefix("/if/flow/")?.strip_suffix('/')?;
    let mut executor = page.join(&format!("{EXECUTOR}{slug}/")).ok()?;
    let query = utf8_percent_encode(page.query().unwrap_or_default(), PYTHON_QUOTE);
    executor.set_query(Some(&format!("query={query}")));
    Some(executor)
}

/// Whether `url` is itself an executor's.
pub(super) fn is(url: &Url) -> bool {
    url.path().starts_with(EXECUTOR)
}

/// What the executor asks of whoever is at the browser.
#[derive(Debug, Deserialize)]
pub(super) struct Challenge {
    /// Which stage asks.
    pub(super) component: String,
    #[serde(default)]
    response_errors: IndexMap<String, Vec<FieldError>>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
struct FieldError {
    string: String,
}

impl Challenge {
    /// The stage's own field, as text; empty when it has none.
    pub(super) fn text(&self, field: &str) -> &str {
        self.rest
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Whether the stage's own field is `true`.
    pub(super) fn flag(&self, field: &str) -> bool {
        self.rest.get(field) == Some(&Value::Bool(true))
    }

    /// The texts in the stage's own field, which is an object; empty when it has none.
    pub(super) fn texts(&self, field: &str) -> HashMap<String, String> {
        let object = self.rest.get(field).and_then(Value::as_object);
        let text =
            |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        object.into_iter().flatten().filter_map(text).collect()
    }

    /// What the stage says is wrong with the last response, if it does.
    pub(super) fn error(&self) -> Option<String> {
        let strings: Vec<&str> = self
            .response_errors
            .values()
            .flatten()
            .map(|error| error.string.as_str())
            .collect();
        (!strings.is_empty()).then(|| strings.join("; "))
    }

    /// The body of a response to this challenge; `fields` are the stage's own.
    pub(super) fn response(&self, fields: &[(&str, &str)]) -> Value {
        let mut body = json!({ "component": self.component });
        for (name, value) in fields {
            body[*name] = json!(value);
        }
        body
    }
}

impl Browser {
    /// Asks for the current challenge.
    pub(super) async fn challenge(&self, executor: Url) -> Result<Answer, HttpError> {
        let request = self.http.get(executor).header(ACCEPT, "application/json");
        self.http.send(request).await
    }

    /// Responds to the current challenge. The CSRF header is sent as soon as there is its cookie,
    /// which is after login.
    pub(super) async fn respond(&self, executor: Url, body: &Value) -> Result<Answer, HttpError> {
        let origin = executor.origin().ascii_serialization();
        let mut request = self
            .http
            .post(executor.clone())
            .header(ACCEPT, "application/json")
            .header(REFERER, format!("{origin}/"))
            .header(ORIGIN, origin)
            .json(body);
        if let Some(token) = self.cookie(&executor, CSRF_COOKIE) {
            request = request.header(CSRF_HEADER, token);
        }
        self.http.send(request).await
    }
}

/// Reads a challenge out of an answer; `None` when the answer is not 200.
pub(super) fn read(answer: &Answer) -> Result<Option<Challenge>, HttpError> {
    if answer.status != StatusCode::OK {
        return Ok(None);
    }
    answer.json("a flow challenge").map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recording `10-device`, entries 6 and 7.
    #[test]
    fn the_executor_s_query_is_the_page_s_quoted_once_more() {
        let page = "http://127.0.0.1:9000/if/flow/default-authentication-flow/\
            ?next=%2Fdevice%3Fcode%3D996776259";
        let executor = "http://127.0.0.1:9000/api/v3/flows/executor/default-authentication-flow/\
            ?query=next%3D%252Fdevice%253Fcode%253D996776259";
        let behind = behind(&page.parse().unwrap()).unwrap();
        assert_eq!(behind.as_str(), executor);
        assert!(is(&behind));
    }

    #[test]
    fn other_pages_have_no_executor() {
        for page in ["http://a/device", "http://a/if/flow/slug", "http://a/"] {
            assert_eq!(behind(&page.parse().unwrap()), None, "{page}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_field_by_field() {
        let challenge: Challenge = serde_json::from_value(json!({
            "component": "ak-stage-password",
            "response_errors": {"password": [{"string": "Invalid password", "code": "invalid"}]},
            "pending_user": "alice",
        }))
        .unwrap();
        assert_eq!(challenge.error().unwrap(), "Invalid password");
        assert_eq!(challenge.text("pending_user"), "alice");
    }
}
