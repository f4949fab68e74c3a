//! A mock with one provider, its application and a client of it.

use ambient::{Clock, Entropy};
use mock_authentik::{Bootstrap, Builder, MockAuthentik};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::verifier::Verifier;

const ADMIN: &str = "akadmin-token";
pub(crate) const CLIENT: &str = "openzro";
const SECRET: &str = "client-secret";

pub(crate) struct World {
    pub(crate) mock: MockAuthentik,
    pub(crate) application: String,
    client: Client,
}

impl World {
    /// At a fixed time, with what `change` adds.
    pub(crate) async fn start(change: impl FnOnce(Builder) -> Builder) -> Self {
        let bootstrap = Bootstrap {
            token: Some(ADMIN.to_owned()),
            ..Bootstrap::default()
        };
        let builder = MockAuthentik::builder()
            .bootstrap(bootstrap)
            .clock(Clock::frozen_at("2026-11-25T12:00:00Z".parse().unwrap()))
            .entropy(Entropy::seeded(7));
        let mut world = Self {
            mock: change(builder).start().await.unwrap(),
            application: String::new(),
            client: Client::new(),
        };
        world.application = world.provision().await;
        world
    }

    async fn provision(&self) -> String {
        let flow = async |slug: &str| self.first(&format!("flows/instances/?slug={slug}")).await;
        let mappings = self
            .api(Method::GET, "propertymappings/provider/scope/", None)
            .await;
        let mappings = mappings["results"].as_array().unwrap().iter();
        let mappings: Vec<&Value> = mappings.map(|mapping| &mapping["pk"]).collect();
        let provider = json!({
            "name": "openZro",
            "authorization_flow": flow("default-provider-authorization-implicit-consent").await,
            "invalidation_flow": flow("default-provider-invalidation-flow").await,
            "client_type": "confidential",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [{"matching_mode": "strict", "url": "http://localhost:53000"}],
            "signing_key": self.first("crypto/certificatekeypairs/").await,
            "property_mappings": mappings,
        });
        let provider = self
            .api(Method::POST, "providers/oauth2/", Some(provider))
            .await;
        let application = json!({"name": "openZro", "slug": "openzro", "provider": provider["pk"]});
        let application = self
            .api(Method::POST, "core/applications/", Some(application))
            .await;
        application["pk"].as_str().unwrap().to_owned()
    }

    async fn first(&self, path: &str) -> Value {
        self.api(Method::GET, path, None).await["results"][0]["pk"].clone()
    }

    /// The administrator's API.
    pub(crate) async fn api(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let url = format!("{}/api/v3/{path}", self.mock.url());
        let mut request = self.client.request(method, url).bearer_auth(ADMIN);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let body = answer.json().await.unwrap_or_default();
        assert!(status.is_success(), "{path}: {status} {body}");
        body
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> (StatusCode, Value) {
        let url = format!("{}/application/o/{path}/", self.mock.url());
        let form = [("client_id", CLIENT), ("client_secret", SECRET)]
            .iter()
            .chain(form);
        let answer = self
            .client
            .post(url)
            .form(&form.collect::<Vec<_>>())
            .send()
            .await
            .unwrap();
        (answer.status(), answer.json().await.unwrap())
    }

    /// An access token and an ID token.
    pub(crate) async fn tokens(&self) -> [String; 2] {
        let form = [
            ("grant_type", "client_credentials"),
            ("scope", "openid email profile"),
        ];
        let (status, body) = self.post("token", &form).await;
        assert_eq!(status, 200, "{body}");
        ["access_token", "id_token"].map(|name| body[name].as_str().unwrap().to_owned())
    }

    pub(crate) async fn key_set(&self) -> Value {
        let url = format!("{}/application/o/openzro/jwks/", self.mock.url());
        reqwest::get(url).await.unwrap().json().await.unwrap()
    }

    pub(crate) async fn userinfo(&self, token: &str) -> StatusCode {
        let url = format!("{}/application/o/userinfo/", self.mock.url());
        self.client
            .get(url)
            .bearer_auth(token)
            .send()
            .await
            .unwrap()
            .status()
    }

    /// What a client of the provider checks at this time.
    pub(crate) async fn verifier(&self) -> Verifier {
        Verifier {
            issuer: format!("{}/application/o/openzro/", self.mock.url()),
            client: CLIENT.to_owned(),
            now: self.mock.clock().now_seconds(),
            keys: self.key_set().await["keys"]
                .as_array()
                .cloned()
                .unwrap_or_default(),
        }
    }
}
