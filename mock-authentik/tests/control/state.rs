//! What the installation holds, and changing it.

use std::path::Path;

use mock_authentik::{MockAuthentik, Seed};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use super::Controlled;

async fn start() -> Controlled {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/guide.seed.yaml");
    Controlled::from(MockAuthentik::builder().seed(Seed::read(&file).unwrap())).await
}

/// A device asks for its codes.
async fn ask_for_codes(mock: &Controlled) -> Value {
    let form = [("client_id", "openzro"), ("scope", "openid offline_access")];
    let request = Client::new()
        .post(mock.0.url() + "/application/o/device/")
        .form(&form);
    request.send().await.unwrap().json().await.unwrap()
}

async fn poll(mock: &Controlled, codes: &Value) -> Value {
    let form = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("client_id", "openzro"),
        ("device_code", codes["device_code"].as_str().unwrap()),
    ];
    let request = Client::new()
        .post(mock.0.url() + "/application/o/token/")
        .form(&form);
    request.send().await.unwrap().json().await.unwrap()
}

/// Approves, denies or expires the device.
async fn decide(mock: &Controlled, codes: &Value, decision: &str, body: Value) -> StatusCode {
    let user_code = codes["user_code"].as_str().unwrap();
    let path = format!("/_mock/device-codes/{user_code}/{decision}");
    mock.ask(Method::POST, &path, body).await.0
}

#[tokio::test]
async fn a_device_is_approved_and_its_tokens_are_listed_and_revoked() {
    let mock = start().await;
    let codes = ask_for_codes(&mock).await;
    let (_, list) = mock
        .ask(Method::GET, "/_mock/device-codes", Value::Null)
        .await;
    assert_eq!(list["device_codes"][0]["state"], "pending");
    assert!(
        !list
            .to_string()
            .contains(codes["device_code"].as_str().unwrap())
    );
    let nobody = json!({"user": "nobody"});
    assert_eq!(
        decide(&mock, &codes, "approve", nobody).await,
        StatusCode::NOT_FOUND
    );
    let alice = json!({"user": "alice"});
    assert_eq!(
        decide(&mock, &codes, "approve", alice).await,
        StatusCode::NO_CONTENT
    );
    let tokens = poll(&mock, &codes).await;
    let (_, list) = mock.ask(Method::GET, "/_mock/tokens", Value::Null).await;
    let access = &list["tokens"][0];
    assert_eq!(
        (&access["kind"], &access["user"], &access["client"]),
        (&json!("access"), &json!("alice"), &json!("openzro"))
    );
    assert!(access["claims"]["sub"].is_string(), "{access}");
    assert!(
        !list
            .to_string()
            .contains(tokens["refresh_token"].as_str().unwrap())
    );
    assert!(!list.to_string().contains("openzro-app-password"));

    for token in list["tokens"].as_array().unwrap() {
        let path = format!(
            "/_mock/tokens/{}/{}",
            token["kind"].as_str().unwrap(),
            token["id"].as_str().unwrap()
        );
        assert_eq!(
            mock.ask(Method::DELETE, &path, Value::Null).await.0,
            StatusCode::NO_CONTENT
        );
        assert_eq!(
            mock.ask(Method::DELETE, &path, Value::Null).await.0,
            StatusCode::NOT_FOUND
        );
    }
    let userinfo = Client::new().get(mock.0.url() + "/application/o/userinfo/");
    let userinfo = userinfo.bearer_auth(tokens["access_token"].as_str().unwrap());
    assert_eq!(
        userinfo.send().await.unwrap().status(),
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_device_is_denied_or_its_code_expires() {
    let mock = start().await;
    mock.0.set_strict_device_grant(true);
    for (decision, error) in [("deny", "access_denied"), ("expire", "expired_token")] {
        let codes = ask_for_codes(&mock).await;
        assert_eq!(
            decide(&mock, &codes, decision, Value::Null).await,
            StatusCode::NO_CONTENT
        );
        assert_eq!(poll(&mock, &codes).await["error"], error);
    }
}

#[tokio::test]
async fn users_are_listed_and_unknown_sessions_are_not_ended() {
    let mock = start().await;
    let (_, list) = mock.ask(Method::GET, "/_mock/users", Value::Null).await;
    let users = list["users"].as_array().unwrap();
    let alice = users
        .iter()
        .find(|user| user["username"] == "alice")
        .unwrap();
    assert_eq!(alice["groups"], json!(["openzro-users"]));
    assert_eq!(alice["is_superuser"], false);
    let (status, answer) = mock
        .ask(Method::DELETE, "/_mock/sessions/nothing", Value::Null)
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND, "{answer}");
}

#[tokio::test]
async fn a_session_is_listed_and_ended() {
    let mock = start().await;
    let browser = Client::builder().cookie_store(true).build().unwrap();
    let executor = mock.0.url() + "/api/v3/flows/executor/default-authentication-flow/?query=";
    browser.get(&executor).send().await.unwrap();
    for answer in [
        json!({"uid_field": "alice"}),
        json!({"password": "alice-pass"}),
    ] {
        browser.post(&executor).json(&answer).send().await.unwrap();
    }
    let (_, list) = mock.ask(Method::GET, "/_mock/sessions", Value::Null).await;
    let session = &list["sessions"][0];
    assert_eq!(
        (&session["user"], &session["method"]),
        (&json!("alice"), &json!("password"))
    );
    let key = session["key"].as_str().unwrap();
    let (_, requests) = mock
        .ask(
            Method::GET,
            &format!("/_mock/requests?session={key}"),
            Value::Null,
        )
        .await;
    assert_ne!(requests["count"], 0);
    let path = format!("/_mock/sessions/{key}");
    assert_eq!(
        mock.ask(Method::DELETE, &path, Value::Null).await.0,
        StatusCode::NO_CONTENT
    );
    let (_, list) = mock.ask(Method::GET, "/_mock/sessions", Value::Null).await;
    assert_eq!(list["sessions"], json!([]));
}
