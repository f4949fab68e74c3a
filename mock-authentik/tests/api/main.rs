//! The admin API's lists of what was granted, and of who uses what.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod grants;
mod used_by;

use mock_authentik::{MockAuthentik, Profile, Seed};
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

/// akadmin's API token.
const KEY: &str = "akadmin-token";

/// A mock that is set up as the guide says.
struct Guide(MockAuthentik);

impl Guide {
    async fn start(profile: Profile) -> Self {
        let seed: Seed = include_str!("../../examples/guide.seed.yaml")
            .parse()
            .unwrap();
        let mock = MockAuthentik::builder().profile(profile).seed(seed);
        Self(mock.start().await.unwrap())
    }

    async fn ask(&self, key: &str, method: Method, path: &str) -> (StatusCode, Value) {
        let url = format!("{}/api/v3{path}", self.0.url());
        let request = Client::new().request(method, url).bearer_auth(key);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        (status, answer.json().await.unwrap_or_default())
    }

    /// What akadmin reads.
    async fn read(&self, path: &str) -> Value {
        let (status, body) = self.ask(KEY, Method::GET, path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        body
    }

    async fn pk(&self, name: &str) -> i64 {
        let users = self.read(&format!("/core/users/?username={name}")).await;
        users["results"][0]["pk"].as_i64().unwrap()
    }

    /// A token of the service account's that opens the API.
    async fn token(&self) -> String {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", "openzro"),
            ("username", "openZro"),
            ("password", "openzro-app-password"),
            ("scope", "openid goauthentik.io/api"),
        ];
        let url = self.0.url() + "/application/o/token/";
        let answer = Client::new().post(url).form(&form).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }
}
