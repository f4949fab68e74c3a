//! A mock with an administrator and OAuth clients, and what every law needs to speak to it.

use ambient::{Clock, Limits};
use mock_authentik::{Bootstrap, Builder, MockAuthentik};
use proptest::test_runner::Config;
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

pub(crate) const ADMIN_TOKEN: &str = "the-administrator";
/// A redirect URI that every client has unless it is given others.
pub(crate) const CALLBACK: &str = "https://app.example/callback";

/// So many cases, unless `PROPTEST_CASES` asks for another number. Failures are told, not kept: the seeds
/// of other machines are in no one's way.
pub(crate) fn cases(usual: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok();
    Config {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual),
        failure_persistence: None,
        ..Config::default()
    }
}

pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

/// A status, where the answer leads, and its JSON (null when it is none).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) async fn of(response: Response) -> Self {
        let location = response.headers().get(LOCATION);
        let location = location.map(|to| to.to_str().unwrap().to_owned());
        Self {
            status: response.status().as_u16(),
            location: location.unwrap_or_default(),
            body: serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default(),
        }
    }
}

/// An OAuth client: a provider with its application.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    pub(crate) pk: i64,
    pub(crate) id: String,
    pub(crate) secret: String,
}

impl Client {
    /// The fields by which it shows who it is.
    pub(crate) fn credentials(&self) -> [(&'static str, &str); 2] {
        [("client_id", &self.id), ("client_secret", &self.secret)]
    }
}

pub(crate) struct Installation {
    pub(crate) authentik: MockAuthentik,
    pub(crate) http: reqwest::Client,
}

/// A client that follows no redirects and trusts no certificates, which it has no use for.
pub(crate) fn http() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(Policy::none())
        .tls_certs_only([])
        .no_proxy()
}

impl Installation {
    pub(crate) async fn start() -> Self {
        Self::start_with(|builder| builder).await
    }

    /// Its clock stands still.
    pub(crate) async fn start_with(change: impl FnOnce(Builder) -> Builder) -> Self {
        let bootstrap = Bootstrap {
            token: Some(ADMIN_TOKEN.into()),
            ..Bootstrap::default()
        };
        let clock = Clock::frozen_at("2026-11-24T00:00:00Z".parse().unwrap());
        let builder = MockAuthentik::builder().bootstrap(bootstrap).clock(clock);
        Self {
            authentik: change(builder.limits(Limits::default()))
                .start()
                .await
                .unwrap(),
            http: http().build().unwrap(),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.authentik.url())
    }

    /// Whether it still serves.
    pub(crate) async fn is_healthy(&self) -> bool {
        let asked = self.http.get(self.url("/-/health/ready/")).send().await;
        asked.is_ok_and(|answer| answer.status() == 200)
    }

    /// Calls the API as the administrator; `path` is below `/api/v3/`.
    pub(crate) async fn api(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self
            .http
            .request(method, self.url(&format!("/api/v3/{path}")));
        let request = request.bearer_auth(ADMIN_TOKEN);
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        Answer::of(request.send().await.unwrap()).await
    }

    /// The first object of a list.
    async fn first(&self, list: &str) -> Value {
        let answer = self.api(Method::GET, list, None).await;
        answer.body["results"][0].clone()
    }

    /// Makes a confidential client whose users are asked nothing, with every scope that matters;
    /// `changes` to its provider come last.
    pub(crate) async fn client(&self, name: &str, changes: Value) -> Client {
        let authorization = "flows/instances/?slug=default-provider-authorization-implicit-consent";
        let invalidation = "flows/instances/?slug=default-provider-invalidation-flow";
        let mut mappings = Vec::new();
        for scope in ["openid", "profile", "offline_access"] {
            let mapping = format!("propertymappings/provider/scope/?scope_name={scope}");
            mappings.push(self.first(&mapping).await["pk"].clone());
        }
        let mut provider = json!({
            "name": name,
            "authorization_flow": self.first(authorization).await["pk"],
            "invalidation_flow": self.first(invalidation).await["pk"],
            "signing_key": self.first("crypto/certificatekeypairs/").await["pk"],
            "client_type": "confidential",
            "sub_mode": "user_id",
            "redirect_uris": [{"matching_mode": "strict", "url": CALLBACK}],
            "property_mappings": mappings,
        });
        for (field, value) in changes.as_object().unwrap() {
            provider[field] = value.clone();
        }
        let made = self
            .api(Method::POST, "providers/oauth2/", Some(provider))
            .await;
        assert_eq!(made.status, 201, "{:?}", made.body);
        let application = json!({"name": name, "slug": name, "provider": made.body["pk"]});
        let applied = self
            .api(Method::POST, "core/applications/", Some(application))
            .await;
        assert_eq!(applied.status, 201, "{:?}", applied.body);
        let text = |field: &str| made.body[field].as_str().unwrap().to_owned();
        Client {
            pk: made.body["pk"].as_i64().unwrap(),
            id: text("client_id"),
            secret: text("client_secret"),
        }
    }

    /// Makes a user whose password is their name, and answers with the primary key.
    pub(crate) async fn user(&self, username: &str) -> i64 {
        let user = json!({"username": username, "name": username});
        let made = self.api(Method::POST, "core/users/", Some(user)).await;
        assert_eq!(made.status, 201, "{:?}", made.body);
        let pk = made.body["pk"].as_i64().unwrap();
        let path = format!("core/users/{pk}/set_password/");
        let set = self
            .api(Method::POST, &path, Some(json!({"password": username})))
            .await;
        assert_eq!(set.status, 204, "{:?}", set.body);
        pk
    }

    /// Sends a form as a client.
    pub(crate) async fn post(&self, path: &str, client: &Client, form: &[(&str, &str)]) -> Answer {
        let form = [&client.credentials()[..], form].concat();
        let request = self.http.post(self.url(path)).form(&form);
        Answer::of(request.send().await.unwrap()).await
    }

    /// Asks for tokens.
    pub(crate) async fn token(&self, client: &Client, form: &[(&str, &str)]) -> Answer {
        self.post("/application/o/token/", client, form).await
    }

    /// Redeems a code, with a verifier if there is one.
    pub(crate) async fn redeem(
        &self,
        client: &Client,
        code: &str,
        verifier: Option<&str>,
    ) -> Answer {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("redirect_uri", CALLBACK),
            ("code", code),
        ];
        form.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        self.token(client, &form).await
    }
}
