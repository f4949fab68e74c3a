//! What the audit log tells of a request.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts, OriginalUri};
use axum::http::Method;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use serde_json::{Map, Value, json};

use super::{Form, RequestId};

/// Names of arguments whose values the log hides.
const SECRET: &[&str] = &[
    "api",
    "token",
    "key",
    "secret",
    "password",
    "signature",
    "csrf",
    "credential",
];

/// Who sent a request and what it asked for, as events tell it (recording `31-admin-users-write`,
/// "event authorize_application").
#[derive(Clone, Debug)]
pub(crate) struct RequestInfo {
    pub(crate) id: String,
    /// The first of `X-Forwarded-For`, else the peer's address.
    pub(crate) client_ip: String,
    /// All of `X-Forwarded-For` without its spaces, else the peer's address: by this requests are counted.
    pub(crate) addresses: String,
    pub(crate) path: String,
    pub(crate) method: Method,
    pub(crate) user_agent: String,
    /// The query; for the flow executor, the query of the page that it works for.
    query: Form,
}

impl RequestInfo {
    pub(crate) fn of(parts: &Parts) -> Self {
        let header = |name: &str| {
            let value = parts.headers.get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let peer = || {
            let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
            Some(peer.0.ip().to_string())
        };
        let forwarded = header("x-forwarded-for");
        let forwarded = forwarded.map(|chain| chain.split_whitespace().collect());
        let addresses: String = forwarded.or_else(peer).unwrap_or_default();
        Self {
            id: parts
                .extensions
                .get::<RequestId>()
                .map(|id| id.0.clone())
                .unwrap_or_default(),
            client_ip: addresses.split(',').next().unwrap_or_default().to_owned(),
            addresses,
            path: whole_path(parts),
            method: parts.method.clone(),
            user_agent: header(USER_AGENT.as_str()).unwrap_or_default(),
            query: match query.get("query") {
                Some(inner) => Form::parse(inner.as_bytes()),
                None => query,
            },
        }
    }

    /// `http_request` in an event's context.
    pub(crate) fn to_json(&self) -> Value {
        let args: Map<String, Value> = self
            .query
            .iter()
            .map(|(name, value)| (name.to_owned(), json!(cleansed(name, value))))
            .collect();
        json!({
            "args": args,
            "path": self.path,
            "method": self.method.as_str(),
            "request_id": self.id,
            "user_agent": self.user_agent,
        })
    }
}

/// The path with the prefix that nested routes no longer see.
fn whole_path(parts: &Parts) -> String {
    let original = parts.extensions.get::<OriginalUri>();
    let uri = original.map_or(&parts.uri, |original| &original.0);
    uri.path().to_owned()
}

/// Twenty asterisks in place of what must not be logged.
fn cleansed<'a>(name: &str, value: &'a str) -> &'a str {
    let name = name.to_ascii_lowercase();
    if SECRET.iter().any(|secret| name.contains(secret)) {
        "********************"
    } else {
        value
    }
}

impl<S: Sync> FromRequestParts<S> for RequestInfo {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[test]
    fn the_executor_logs_the_query_of_its_page_without_secrets() {
        let request =
            Request::get("/api/v3/flows/executor/x/?query=state%3Da%26id_token_hint%3Dey")
                .header("x-forwarded-for", "10.9.0.11, 10.0.0.1");
        let info = RequestInfo::of(&request.body(()).unwrap().into_parts().0);
        assert_eq!(info.client_ip, "10.9.0.11");
        assert_eq!(info.path, "/api/v3/flows/executor/x/");
        let args = json!({"state": "a", "id_token_hint": "********************"});
        assert_eq!(info.to_json()["args"], args);
    }
}
