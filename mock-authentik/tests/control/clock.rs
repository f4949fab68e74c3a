//! The clock over HTTP.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::Controlled;

#[tokio::test]
async fn the_clock_is_set_frozen_advanced_and_resumed() {
    let mock = Controlled::start().await;
    let set = json!({"now": "2030-01-01T00:00:00Z", "frozen": true});
    let (_, clock) = mock.ask(Method::PUT, "/_mock/clock", set).await;
    assert_eq!(
        clock,
        json!({"now": "2030-01-01T00:00:00Z", "frozen": true})
    );
    let by = json!({"by": "1h 30m"});
    mock.ask(Method::POST, "/_mock/clock/advance", by).await;
    let (_, clock) = mock.ask(Method::GET, "/_mock/clock", Value::Null).await;
    assert_eq!(clock["now"], "2030-01-01T01:30:00Z");
    assert_eq!(mock.0.clock().now().to_string(), "2030-01-01T01:30:00Z");
    let (_, clock) = mock
        .ask(Method::POST, "/_mock/clock/resume", Value::Null)
        .await;
    assert_eq!(clock["frozen"], false);
}

#[tokio::test]
async fn what_cannot_be_read_is_named() {
    let mock = Controlled::start().await;
    for (path, body, named) in [
        ("/_mock/clock/advance", json!({"by": "soon"}), "by"),
        ("/_mock/clock/advance", json!({"buy": "1s"}), "buy"),
        ("/_mock/clock/freez", Value::Null, "/_mock/clock/freez"),
        ("/_mock/clock", Value::Null, "POST"),
    ] {
        let (status, answer) = mock.ask(Method::POST, path, body).await;
        assert!(status.is_client_error(), "{path}: {status}");
        let message = answer["message"].as_str().unwrap();
        assert!(message.contains(named), "{message}");
        assert!(message.contains("/_mock/openapi.json"), "{message}");
    }
}

#[tokio::test]
async fn control_can_be_switched_off() {
    let mock = Controlled::from(mock_authentik::MockAuthentik::builder().control(false)).await;
    let (status, answer) = mock.ask(Method::GET, "/_mock/clock", Value::Null).await;
    // Authentik's own page for what does not exist.
    assert_eq!((status, answer), (StatusCode::NOT_FOUND, Value::Null));
}
