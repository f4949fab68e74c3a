//! Faults, key rotation and strictness over HTTP.

use mock_authentik::faults::Effect;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::Controlled;

const FAULT: &str = "/_mock/faults/out%20of%20order";

#[tokio::test]
async fn a_fault_is_set_told_counted_and_cleared() {
    let mock = Controlled::start().await;
    let fault = json!({
        "matches": {"method": "GET", "path": "/-/health/*/"},
        "times": 1,
        "effect": {"status": {"status": 503, "retry_after": 5}},
    });
    let (status, set) = mock.ask(Method::PUT, FAULT, fault.clone()).await;
    assert_eq!((status, &set["hits"]), (StatusCode::OK, &json!(0)));
    let health = |expected: u16| {
        let url = mock.0.url() + "/-/health/live/";
        async move { assert_eq!(reqwest::get(url).await.unwrap().status(), expected) }
    };
    health(503).await;
    health(200).await;
    let mut expected = fault;
    expected["name"] = json!("out of order");
    expected["hits"] = json!(1);
    let (_, told) = mock.ask(Method::GET, FAULT, Value::Null).await;
    assert_eq!(told, expected);
    let (_, list) = mock.ask(Method::GET, "/_mock/faults", Value::Null).await;
    assert_eq!(list, json!({"faults": [expected]}));

    let (status, _) = mock.ask(Method::DELETE, FAULT, Value::Null).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, answer) = mock.ask(Method::DELETE, FAULT, Value::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(answer["message"].as_str().unwrap().contains("out of order"));
}

#[tokio::test]
async fn defects_are_faults_too() {
    let mock = Controlled::start().await;
    for effect in [
        json!({"token": {"defect": {"missing_claims": ["sub"]}, "of": "id"}}),
        json!({"jwks": "x5c_absent"}),
        json!("truncate_body"),
    ] {
        let fault = json!({"effect": effect});
        let (status, _) = mock.ask(Method::PUT, "/_mock/faults/defect", fault).await;
        assert_eq!(status, StatusCode::OK);
        let set = mock.0.faults().get("defect").unwrap().fault.effect;
        assert_eq!(set, serde_json::from_value::<Effect>(effect).unwrap());
    }
    mock.ask(Method::DELETE, "/_mock/faults", Value::Null).await;
    assert_eq!(mock.0.faults().list(), []);
}

#[tokio::test]
async fn what_is_no_fault_is_refused_by_name() {
    let mock = Controlled::start().await;
    for (fault, named) in [
        (json!({"effect": "explode"}), "explode"),
        (json!({"effect": {"token": {"defect": "old"}}}), "old"),
        (json!({"effect": {"status": {"status": 99}}}), "99"),
        (
            json!({"effect": "reset", "matches": {"path": "users"}}),
            "`users`",
        ),
        (json!({"effect": "reset", "tmies": 1}), "tmies"),
        (json!({"name": "other", "effect": "reset"}), "name"),
        (json!({}), "effect"),
    ] {
        let (status, answer) = mock.ask(Method::PUT, "/_mock/faults/x", fault).await;
        assert!(status.is_client_error(), "{status}");
        let message = answer["message"].as_str().unwrap();
        assert!(message.contains(named), "{message}");
    }
    assert_eq!(mock.0.faults().list(), []);
}

#[tokio::test]
async fn without_a_provider_no_key_is_rotated() {
    let mock = Controlled::start().await;
    let keep = json!({"keep_old": true});
    let (status, answer) = mock.ask(Method::POST, "/_mock/keys/rotate", keep).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(answer["error"], "rotation_failed");
}

#[tokio::test]
async fn strictness_is_switched() {
    let mock = Controlled::start().await;
    let (_, strict) = mock.ask(Method::GET, "/_mock/strict", Value::Null).await;
    assert_eq!(strict, json!({"device_grant": false}));
    let on = json!({"device_grant": true});
    mock.ask(Method::PUT, "/_mock/strict", on.clone()).await;
    let (_, strict) = mock.ask(Method::GET, "/_mock/strict", Value::Null).await;
    assert_eq!(strict, on);
}
