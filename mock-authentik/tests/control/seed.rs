//! Seeds.

use std::path::Path;

use mock_authentik::{MockAuthentik, Seed};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use super::{Controlled, KEY};

fn guide() -> Seed {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/guide.seed.yaml");
    Seed::read(&file).unwrap()
}

/// What akadmin sees, without what differs by the second or by the port.
async fn get(mock: &Controlled, path: &str) -> Value {
    let request = Client::new().get(mock.0.url() + path).bearer_auth(KEY);
    request.send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_random_seed_makes_the_same_installation_each_time() {
    let frozen: Seed =
        "clock: {frozen_at: '2030-01-01T00:00:00Z'}\nrandom: 7\napplications: {a: {}}\n"
            .parse()
            .unwrap();
    let start = || Controlled::from(MockAuthentik::builder().seed(frozen.clone()));
    let (one, other) = (start().await, start().await);
    for path in [
        "/api/v3/core/users/",
        "/api/v3/providers/oauth2/",
        "/api/v3/core/groups/",
    ] {
        let (one, other) = (get(&one, path).await, get(&other, path).await);
        assert_eq!(one["results"], other["results"]);
    }
}

#[tokio::test]
async fn a_reset_brings_the_seed_back() {
    let mock = Controlled::from(MockAuthentik::builder().seed(guide())).await;
    let alice = "/api/v3/core/users/?username=alice";
    let before = get(&mock, alice).await;
    let path = format!("/api/v3/core/users/{}/", before["results"][0]["pk"]);
    let delete = Client::new().delete(mock.0.url() + &path).bearer_auth(KEY);
    assert_eq!(
        delete.send().await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(get(&mock, alice).await["pagination"]["count"], 0);

    let (status, _) = mock.ask(Method::POST, "/_mock/reset", Value::Null).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(
        mock.0.journal().find(&mock_authentik::Matcher::any()).len(),
        0
    );
    let after = get(&mock, alice).await;
    for member in ["pk", "uuid", "uid", "groups"] {
        assert_eq!(after["results"][0][member], before["results"][0][member]);
    }
}

#[tokio::test]
async fn faults_and_strictness_of_a_seed_come_back() {
    let seed = "strict: {device_grant: true}\nfaults:\n  - {name: gone, times: 1, effect: reset}\n";
    let mock = Controlled::from(MockAuthentik::builder().seed(seed.parse().unwrap())).await;
    let strict = async || mock.ask(Method::GET, "/_mock/strict", Value::Null).await.1;
    assert_eq!(strict().await, json!({"device_grant": true}));
    let gone = || reqwest::get(mock.0.url());
    gone().await.unwrap_err();
    gone().await.unwrap();
    mock.0.set_strict_device_grant(false);
    mock.0.reset().unwrap();
    assert_eq!(strict().await, json!({"device_grant": true}));
    gone().await.unwrap_err();
}

#[tokio::test]
async fn the_service_account_of_a_seed_gets_a_token() {
    let mock = Controlled::from(MockAuthentik::builder().seed(guide())).await;
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "openzro"),
        ("username", "openZro"),
        ("password", "openzro-app-password"),
        ("scope", "goauthentik.io/api"),
    ];
    let request = Client::new()
        .post(mock.0.url() + "/application/o/token/")
        .form(&form);
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["token_type"], "Bearer", "{answer}");
    let (_, list) = mock
        .ask(
            Method::GET,
            "/_mock/requests?user=openZro&client=openzro",
            json!(null),
        )
        .await;
    assert_eq!(list["count"], 1, "{list}");
}

#[tokio::test]
async fn what_is_wrong_is_named_with_its_place() {
    for (text, place, named) in [
        ("users:\n  alice:\n    pasword: x\n", "3:5", "pasword"),
        ("profile: '2019.1'\n", "1:10", "2023.10"),
        (
            "users:\n  alice: {groups: [admins]}\n",
            "2:20",
            "authentik Admins",
        ),
        ("users:\n  akadmin: {}\n", "2:12", "bootstrap"),
        (
            "faults:\n  - {name: a, effect: explode}\n",
            "2:23",
            "explode",
        ),
        (
            "applications:\n  a: {}\n  b: {}\n",
            "3:6",
            "under `provider`",
        ),
        (
            "applications:\n  a:\n    provider: {scopes: [opnid]}\n",
            "3:25",
            "\"opnid\"",
        ),
    ] {
        let error = match text.parse::<Seed>() {
            Ok(seed) => MockAuthentik::builder()
                .seed(seed)
                .start()
                .await
                .unwrap_err()
                .to_string(),
            Err(error) => error.to_string(),
        };
        assert!(error.starts_with(&format!("the seed:{place}: ")), "{error}");
        assert!(error.contains(named), "{error}");
    }
}

#[test]
fn the_schema_in_the_repository_is_the_current_one() {
    let known = include_str!("../../seed.schema.json");
    let current = format!("{:#}\n", Seed::schema().as_value());
    assert!(
        known == current,
        "write it anew: mock-authentik seed-schema > mock-authentik/seed.schema.json"
    );
}
