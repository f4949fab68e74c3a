//! What a recorder keeps: who asked whom what, and what came back.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The header by which a driver tells the tap who asks. The tap removes it before it forwards or
/// records the request; a request without it is openZro's, which knows nothing of the harness.
pub const PARTY_HEADER: &str = "x-openzro-harness-party";

/// Who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Party {
    /// The person at a browser.
    Browser,
    /// The openZro client program.
    Cli,
    /// The administrator, on either side's REST API.
    Admin,
    /// openZro's management server.
    Openzro,
}

impl Party {
    const ALL: [Self; 4] = [Self::Browser, Self::Cli, Self::Admin, Self::Openzro];

    /// The value of [`PARTY_HEADER`] for this party.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Cli => "cli",
            Self::Admin => "admin",
            Self::Openzro => "openzro",
        }
    }

    /// Takes the party out of a request's headers; [`Party::Openzro`] when nobody claims it.
    pub(super) fn take(headers: &mut HeaderMap) -> Self {
        let claimed = headers.remove(PARTY_HEADER);
        Self::ALL
            .into_iter()
            .find(|party| {
                claimed
                    .as_ref()
                    .is_some_and(|value| value == party.header())
            })
            .unwrap_or(Self::Openzro)
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Openzro => "openZro",
            other => other.header(),
        })
    }
}

/// Who answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Peer {
    /// The identity provider.
    Authentik,
    /// openZro's management server.
    Openzro,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Authentik => "Authentik",
            Self::Openzro => "openZro",
        })
    }
}

/// One thing that went over the wire.
#[derive(Clone, Debug)]
pub enum Entry {
    /// An HTTP request and what came of it.
    Http(Arc<Exchange>),
    /// A gRPC call and what came of it.
    Grpc(Arc<Call>),
}

impl Entry {
    /// The HTTP exchange, if it is one.
    pub fn http(&self) -> Option<&Exchange> {
        match self {
            Self::Http(exchange) => Some(exchange),
            Self::Grpc(_) => None,
        }
    }

    /// The gRPC call, if it is one.
    pub fn grpc(&self) -> Option<&Call> {
        match self {
            Self::Grpc(call) => Some(call),
            Self::Http(_) => None,
        }
    }
}

impl From<Exchange> for Entry {
    fn from(exchange: Exchange) -> Self {
        Self::Http(Arc::new(exchange))
    }
}

impl From<Call> for Entry {
    fn from(call: Call) -> Self {
        Self::Grpc(Arc::new(call))
    }
}

/// An HTTP request and what came of it.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// When the request arrived.
    pub started: Timestamp,
    /// How long the answer took.
    pub took: Duration,
    /// Who asked.
    pub from: Party,
    /// Who was asked.
    pub to: Peer,
    /// What was asked.
    pub request: Request,
    /// What came of it.
    pub outcome: Outcome,
}

impl Exchange {
    /// The answer, if there was one.
    pub fn response(&self) -> Option<&Response> {
        match &self.outcome {
            Outcome::Answered(response) => Some(response),
            Outcome::Broken(_) => None,
        }
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
    }
}

/// An HTTP request, as it was sent.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its method.
    pub method: Method,
    /// Path and query.
    pub target: String,
    /// Its headers, names in lower case, [`PARTY_HEADER`] taken out.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Request {
    /// The target without its query.
    pub fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(self.target.as_str(), |(path, _)| path)
    }

    /// The target's query, without the question mark.
    pub fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }
}

/// An HTTP answer, as it was received.
#[derive(Clone, Debug)]
pub struct Response {
    /// Its status.
    pub status: StatusCode,
    /// Its headers, names in lower case.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

/// What came of a request.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// There was an answer, perhaps of a fault.
    Answered(Response),
    /// There was no whole answer; why, in words.
    Broken(String),
}

/// A gRPC call and what came of it.
#[derive(Clone, Debug)]
pub struct Call {
    /// When the call was made.
    pub started: Timestamp,
    /// Who called.
    pub from: Party,
    /// Who was called.
    pub to: Peer,
    /// The method's bare name: `Login`.
    pub method: String,
    /// The request, decrypted, for people.
    pub request: serde_json::Value,
    /// The answer, decrypted, for people; or the status it was refused with.
    pub outcome: Result<serde_json::Value, GrpcStatus>,
}

/// A gRPC status other than OK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrpcStatus {
    /// The code's name: `PermissionDenied`.
    pub code: String,
    /// What the server said.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_party_survives_its_header() {
        for party in Party::ALL {
            let mut headers = HeaderMap::new();
            headers.insert(PARTY_HEADER, party.header().parse().unwrap());
            assert_eq!(Party::take(&mut headers), party);
            assert!(headers.is_empty(), "the header is taken out");
        }
        assert_eq!(Party::take(&mut HeaderMap::new()), Party::Openzro);
    }

    #[test]
    fn a_target_is_path_and_query() {
        let request = |target: &str| Request {
            method: Method::GET,
            target: target.to_owned(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        assert_eq!(request("/device?code=1?2").path(), "/device");
        assert_eq!(request("/device?code=1?2").query(), Some("code=1?2"));
        assert_eq!(request("/device").query(), None);
    }
}
