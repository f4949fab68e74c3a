//! A little Authentik whose users and faults a test sets, and a management server before it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ambient::{Clock, Server};
use axum::extract::{Path, Query, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use mock_openzro::{Config, Flags, HttpConfig, IdpClientConfig, IdpManagerConfig, MockOpenzro};
use serde_json::{Value, json};

/// What the provider holds, and what it was asked, without `/api/v3/core/users`.
#[derive(Default)]
pub(crate) struct Authentik {
    pub(crate) users: BTreeMap<i32, Value>,
    pub(crate) calls: Vec<String>,
    /// Calls that are answered with this status instead, by method and beginning of the path.
    pub(crate) fault: Option<(Method, &'static str, u16)>,
}

type Shared = Arc<Mutex<Authentik>>;

pub(crate) struct World {
    pub(crate) authentik: Shared,
    pub(crate) openzro: MockOpenzro,
    pub(crate) clock: Clock,
    issuer: String,
    signing_key: EncodingKey,
    _provider: Server,
}

impl World {
    /// Alice (1) and Bob (2) exist in Authentik; Alice is the account's owner.
    pub(crate) async fn new(flags: Flags) -> Self {
        let pem = rcgen::KeyPair::generate().unwrap().serialize_pem();
        let signing_key = EncodingKey::from_ec_pem(pem.as_bytes()).unwrap();
        let mut jwk = Jwk::from_encoding_key(&signing_key, Algorithm::ES256).unwrap();
        jwk.common.key_id = Some("k1".to_owned());
        let authentik = Shared::default();
        for (pk, name) in [(1, "Alice"), (2, "Bob")] {
            let email = format!("{}@example.com", name.to_lowercase());
            let user = json!({"pk": pk, "name": name, "email": email});
            authentik.lock().unwrap().users.insert(pk, user);
        }
        let listening = Server::bind(([127, 0, 0, 1], 0).into()).await.unwrap();
        let provider = format!("http://{}", listening.address());
        let issuer = format!("{provider}/application/o/openzro/");
        let routes = routes(&provider, &issuer, &jwk, authentik.clone());
        let provider_server = listening.serve(routes, None);
        let clock = Clock::system();
        let openzro = MockOpenzro::builder()
            .config(config(&provider, &issuer))
            .flags(flags)
            .clock(clock.clone())
            .start()
            .await
            .unwrap();
        let world = Self {
            authentik,
            openzro,
            clock,
            issuer,
            signing_key,
            _provider: provider_server,
        };
        let (status, _) = world.call("GET", "/users/current", "1", None).await;
        assert_eq!(status, 200);
        world.authentik.lock().unwrap().calls.clear();
        world
    }

    /// A call to the REST API by the holder of a good token.
    pub(crate) async fn call(
        &self,
        method: &str,
        path: &str,
        user: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let url = format!("{}/api{path}", self.openzro.url());
        let mut request = reqwest::Client::new()
            .request(method.parse().unwrap(), url)
            .bearer_auth(self.token(user));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// A good token.
    pub(crate) fn token(&self, user: &str) -> String {
        let now = self.clock.now_seconds();
        let claims = json!({
            "iss": self.issuer, "aud": "CID", "sub": user, "iat": now, "exp": now + 60,
            "name": format!("user {user}"), "email": format!("{user}@token.example.com"),
        });
        let header = Header {
            kid: Some("k1".to_owned()),
            ..Header::new(Algorithm::ES256)
        };
        jsonwebtoken::encode(&header, &claims, &self.signing_key).unwrap()
    }

    /// What Authentik's API was asked since the last time.
    pub(crate) fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.authentik.lock().unwrap().calls)
    }

    /// Lets calls fail from now on.
    pub(crate) fn fail(&self, method: Method, path: &'static str, status: u16) {
        self.authentik.lock().unwrap().fault = Some((method, path, status));
    }
}

fn config(provider: &str, issuer: &str) -> Config {
    Config {
        http_config: Some(HttpConfig {
            auth_audience: "CID".to_owned(),
            oidc_config_endpoint: format!("{issuer}.well-known/openid-configuration"),
            ..HttpConfig::default()
        }),
        idp_manager_config: Some(IdpManagerConfig {
            manager_type: "authentik".to_owned(),
            client_config: Some(IdpClientConfig {
                issuer: issuer.to_owned(),
                token_endpoint: format!("{provider}/application/o/token/"),
                client_id: "CID".to_owned(),
                grant_type: "client_credentials".to_owned(),
            }),
            extra_config: [("Username", "openZro"), ("Password", "app password")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
        }),
        ..Config::default()
    }
}

fn routes(provider: &str, issuer: &str, jwk: &Jwk, authentik: Shared) -> Router {
    let discovery = json!({
        "issuer": issuer,
        "jwks_uri": format!("{issuer}jwks/"),
        "token_endpoint": format!("{provider}/application/o/token/"),
    });
    let keys = json!({ "keys": [jwk] });
    let claims = URL_SAFE_NO_PAD.encode(json!({"exp": 9_999_999_999_i64}).to_string());
    let token = json!({"access_token": format!("h.{claims}.s"), "token_type": "Bearer"});
    let answer = |value: Value| get(|| async move { Json(value) });
    let users = Router::new()
        .route("/api/v3/core/users/", get(list))
        .route("/api/v3/core/users/{pk}/", get(read).delete(delete))
        .layer(from_fn_with_state(authentik.clone(), watch))
        .with_state(authentik);
    Router::new()
        .route(
            "/application/o/openzro/.well-known/openid-configuration",
            answer(discovery),
        )
        .route("/application/o/openzro/jwks/", answer(keys))
        .route("/application/o/token/", post(|| async move { Json(token) }))
        .merge(users)
}

async fn watch(State(authentik): State<Shared>, request: Request, next: Next) -> Response {
    let fault = {
        let mut authentik = authentik.lock().unwrap();
        let method = request.method().clone();
        let uri = request.uri().to_string().replace("/api/v3/core/users", "");
        authentik.calls.push(format!("{method} {uri}"));
        authentik
            .fault
            .as_ref()
            .filter(|(wanted, path, _)| *wanted == method && uri.starts_with(path))
            .map(|(_, _, status)| *status)
    };
    match fault {
        Some(status) => StatusCode::from_u16(status).unwrap().into_response(),
        None => next.run(request).await,
    }
}

async fn list(
    State(authentik): State<Shared>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Json<Value> {
    let users = authentik.lock().unwrap().users.clone();
    let wanted = query.get("email").map(String::as_str);
    let users: Vec<Value> = users
        .into_values()
        .filter(|user| wanted.is_none_or(|email| user["email"] == email))
        .collect();
    Json(json!({"pagination": {"next": 0}, "results": users}))
}

async fn read(State(authentik): State<Shared>, Path(pk): Path<i32>) -> Response {
    match authentik.lock().unwrap().users.get(&pk) {
        Some(user) => Json(user.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn delete(State(authentik): State<Shared>, Path(pk): Path<i32>) -> StatusCode {
    authentik.lock().unwrap().users.remove(&pk);
    StatusCode::NO_CONTENT
}
