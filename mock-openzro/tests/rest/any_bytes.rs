//! Whatever the REST API is sent, it answers. (`PUT /accounts/{id}` without `settings.extra` does not, as
//! the real one does not; it is left out here.)

use axum::http::{HeaderName, HeaderValue};
use mock_openzro::Flags;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::world::World;

const ROUTES: &[&str] = &[
    "/users",
    "/users/current",
    "/users/{}",
    "/users/{}/invite",
    "/users/{}/tokens",
    "/users/{}/tokens/{}",
    "/accounts",
    "/accounts/{}",
    "/peers",
    "/peers/{}",
    "/groups",
    "/groups/{}",
    "/events",
    "/events/audit",
    "/nowhere",
];

const FIELDS: &[&str] = &[
    "auto_groups",
    "email",
    "expires_in",
    "extra",
    "groups_propagation_enabled",
    "id",
    "is_blocked",
    "is_service_user",
    "jwt_allow_groups",
    "jwt_groups_claim_name",
    "jwt_groups_enabled",
    "name",
    "peer_approval_enabled",
    "peer_login_expiration",
    "peer_login_expiration_enabled",
    "role",
    "service_user",
    "settings",
    "user_id",
];

fn method() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => select(vec!["GET", "POST", "PUT"]), 1 => select(vec!["DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"])]
}

/// What exists, or what does not.
fn word() -> impl Strategy<Value = String> {
    let known = select(vec![
        "1",
        "2",
        "current",
        "",
        "admin",
        "owner",
        "user",
        "groups",
        "-1",
        "99999999999999999999",
        "\0",
        "%",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => word().prop_map(Value::String),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Bool),
        2 => any::<i64>().prop_map(|number| json!(number)),
        1 => any::<u64>().prop_map(|number| json!(number)),
        1 => any::<f64>().prop_map(|number| json!(number)),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
            object(inner),
        ]
    })
}

fn object(values: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    let fields = prop::collection::vec((select(FIELDS), values), 0..6);
    fields.prop_map(|fields| {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        Value::Object(fields.collect())
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        6 => object(value()).prop_map(|value| value.to_string().into_bytes()),
        1 => value().prop_map(|value| value.to_string().into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..100),
        1 => Just("[".repeat(10_000).into_bytes()),
    ]
}

#[derive(Clone, Debug)]
struct Asked {
    method: &'static str,
    route: &'static str,
    name: String,
    query: String,
    /// Whose token, or which text instead of one.
    token: Result<&'static str, String>,
    header: (&'static str, Vec<u8>),
    body: Vec<u8>,
}

fn asked() -> impl Strategy<Value = Asked> {
    let token = prop_oneof![
        8 => select(vec!["1", "1", "2", "3"]).prop_map(Ok),
        1 => "[ -~]{0,40}".prop_map(Err),
    ];
    let names = select(vec![
        "Accept",
        "Content-Type",
        "Origin",
        "X-Forwarded-For",
        "Authorization",
    ]);
    let header = (names, prop::collection::vec(32_u8..=126, 0..30));
    (
        method(),
        select(ROUTES),
        word(),
        "[a-z_=&%0-9]{0,20}",
        token,
        header,
        body(),
    )
        .prop_map(|(method, route, name, query, token, header, body)| Asked {
            method,
            route,
            name,
            query,
            token,
            header,
            body,
        })
}

impl Asked {
    /// The one request that the real server does not answer.
    fn may_crash(&self) -> bool {
        self.method == "PUT" && self.route == "/accounts/{}"
    }

    async fn send(&self, world: &World, http: &reqwest::Client) -> reqwest::Result<u16> {
        let name: String = url::form_urlencoded::byte_serialize(self.name.as_bytes()).collect();
        let path = self.route.replace("{}", &name);
        let url = format!("{}/api{path}?{}", world.openzro.url(), self.query);
        let token = match &self.token {
            Ok(user) => format!("Bearer {}", world.token(user)),
            Err(text) => text.clone(),
        };
        let (name, value) = &self.header;
        let answer = http
            .request(self.method.parse().unwrap(), url)
            .header("Authorization", token)
            .header(
                HeaderName::try_from(*name).unwrap(),
                HeaderValue::from_bytes(value).unwrap(),
            )
            .body(self.body.clone())
            .send()
            .await?;
        Ok(answer.status().as_u16())
    }
}

#[test]
fn whatever_is_asked_is_answered() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cases = std::env::var("PROPTEST_CASES").ok();
    let config = ProptestConfig {
        cases: cases.and_then(|cases| cases.parse().ok()).unwrap_or(6),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let http = reqwest::Client::builder()
        .tls_certs_only([])
        .build()
        .unwrap();
    proptest!(config, |(asked in prop::collection::vec(asked(), 30))| {
        runtime.block_on(async {
            let world = World::new(Flags::default()).await;
            for one in asked.iter().filter(|one| !one.may_crash()) {
                let answer = one.send(&world, &http).await;
                prop_assert!(answer.is_ok(), "{one:?}: {answer:?}");
            }
            let (status, _) = world.call("GET", "/users/current", "9", None).await;
            prop_assert_eq!(status, 200);
            Ok(())
        })?;
    });
}
