//! A run, made up, for the tests of reports.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue, Method, StatusCode};
use jiff::Timestamp;

use super::Results;
use crate::run::{Event, Failure, FailureKind, Listener, Outcome, StepPlace};
use crate::target::{AuthentikChoice, OpenzroChoice, Pair};
use crate::wire::{self, Exchange, Party, Peer, Request, Response};

/// What an administrator asked openZro, with a token and a password in it.
pub(crate) fn exchange() -> Exchange {
    let mut headers = HeaderMap::new();
    headers.insert("authorization", HeaderValue::from_static("Bearer s3cret"));
    headers.insert("content-type", HeaderValue::from_static("application/json"));
    headers.insert("content-length", HeaderValue::from_static("9"));
    Exchange {
        started: Timestamp::UNIX_EPOCH,
        took: Duration::from_millis(3),
        from: Party::Admin,
        to: Peer::Openzro,
        request: Request {
            method: Method::POST,
            target: "/api/users?token=s3cret&it's=here".to_owned(),
            headers,
            body: r#"{"password": "s3cret", "name": "alice's"}"#.into(),
        },
        outcome: wire::Outcome::Answered(Response {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            headers: HeaderMap::new(),
            body: r#"{"message": "internal server error"}"#.into(),
        }),
    }
}

/// A failure with everything that a failure can have.
pub(crate) fn failure() -> Failure {
    Failure {
        step: Some(StepPlace {
            index: 1,
            title: "the administrator deletes bob".to_owned(),
            place: "scenarios/users/delete.yaml:12:5".to_owned(),
        }),
        kind: FailureKind::Snapshot {
            diff: "--- snapshot\n+++ this run\n@@ -1 +1 @@\n-a\n+b\n".to_owned(),
        },
        message: "the transcript is not the snapshot".to_owned(),
        exchange: Some(Arc::new(exchange())),
        entries: vec![exchange().into()],
        logs: Some("target/harness/users-delete".into()),
    }
}

/// What the runner says of three scenarios, the second of which ends last.
pub(crate) fn events() -> Vec<Event> {
    let names = ["device/approved", "sso/login", "users/delete"];
    let pair = Pair {
        authentik: AuthentikChoice::default(),
        openzro: OpenzroChoice::Mock,
    };
    let finished = |name: &str, outcome, took| Event::ScenarioFinished {
        name: name.to_owned(),
        outcome,
        took: Duration::from_millis(took),
    };
    let reason = "it needs a real Authentik".to_owned();
    vec![
        Event::RunStarted {
            pair,
            folder: "target/harness".into(),
            scenarios: names.map(str::to_owned).to_vec(),
        },
        Event::ScenarioStarted {
            name: names[0].to_owned(),
        },
        Event::StepStarted {
            scenario: names[0].to_owned(),
            index: 0,
            of: 2,
            title: "alice logs in".to_owned(),
        },
        finished(names[0], Outcome::Passed { note: None }, 412),
        finished(names[2], Outcome::Failed(Box::new(failure())), 1205),
        finished(names[1], Outcome::NotApplicable { reason }, 0),
        Event::RunFinished {
            took: Duration::from_millis(1600),
            cancelled: false,
        },
    ]
}

/// What those events come to.
pub(crate) fn results() -> Results {
    let (results, mut listener) = Results::listener();
    for event in events() {
        listener.hear(&event);
    }
    results.lock().unwrap().clone()
}
