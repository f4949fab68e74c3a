//! The mock's own API, `/_mock/`, as its clients see it.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod clock;
mod document;
mod faults;
mod journal;
mod seed;
mod state;

use mock_authentik::{Bootstrap, Builder, MockAuthentik};
use reqwest::{Method, StatusCode};
use serde_json::Value;

/// akadmin's API token.
const KEY: &str = "akadmin-token";

/// A mock to control.
struct Controlled(MockAuthentik);

impl Controlled {
    async fn start() -> Self {
        Self::from(MockAuthentik::builder()).await
    }

    /// With an API token of akadmin's.
    async fn from(builder: Builder) -> Self {
        let bootstrap = Bootstrap {
            token: Some(KEY.into()),
            ..Bootstrap::default()
        };
        Self(builder.bootstrap(bootstrap).start().await.unwrap())
    }

    /// Sends JSON, or nothing for `null`, and reads JSON.
    async fn ask(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let mut request = reqwest::Client::new().request(method, self.0.url() + path);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status();
        (status, answer.json().await.unwrap_or_default())
    }
}
