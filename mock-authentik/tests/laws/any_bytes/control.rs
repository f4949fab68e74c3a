//! The same law for the mock's own API, and for whatever time its clock is set to.

use jiff::Timestamp;
use proptest::prelude::*;
use reqwest::Method;
use serde_json::json;

use super::known::Known;
use super::words::nasty;
use crate::browser::{Browser, code};
use crate::installation::{CALLBACK, Installation, cases, runtime};
use crate::raw;

/// What answers late by design.
const LATE: [&str; 2] = ["/_mock/requests/stream", "/_mock/requests/wait"];

/// Every route that the mock's own document names, with its methods.
async fn routes() -> Vec<(String, String)> {
    let installation = Installation::start().await;
    let answer = installation
        .http
        .get(installation.url("/_mock/openapi.json"));
    let document: serde_json::Value = answer.send().await.unwrap().json().await.unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let paths = paths.filter(|(path, _)| !LATE.contains(&path.as_str()));
    let routes = paths.flat_map(|(path, operations)| {
        let methods = operations.as_object().unwrap().keys();
        methods.map(move |method| (method.to_uppercase(), path.clone()))
    });
    routes.collect()
}

#[test]
fn the_mock_s_own_api_answers_whatever_it_is_sent() {
    let runtime = runtime();
    let routes = runtime.block_on(routes());
    assert!(!routes.is_empty());
    let text = || {
        let bytes = prop::collection::vec(any::<u8>(), 0..60);
        prop_oneof![3 => nasty().prop_map(|text| text.as_bytes().to_vec()), 1 => bytes]
    };
    let fields = || "(at|by|to|count|method|path|status|route|kind|timeout|name|times)";
    let body = (fields(), nasty()).prop_map(|(name, value)| {
        let value = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
        json!({name: value}).to_string().into_bytes()
    });
    let body = prop_oneof![2 => body, 1 => text()];
    proptest!(cases(64), |(
        (method, path) in prop::sample::select(routes.clone()),
        (name, query, body) in (text(), text(), body)
    )| {
        runtime.block_on(async {
            let installation = Installation::start().await;
            let word = |bytes: &[u8]| url::form_urlencoded::byte_serialize(bytes).collect::<String>();
            let mut parts = path.split(['{', '}']);
            // Every other part is the name of a parameter.
            let mut target = parts.next().unwrap_or_default().to_owned();
            while let (Some(_), Some(rest)) = (parts.next(), parts.next()) {
                target = target + &word(&name) + rest;
            }
            let target = format!("{target}?path={}", word(&query));
            let headers = b"Content-Type: application/json\r\n";
            let bytes = raw::request(&method, target.as_bytes(), headers, &body);
            let answer = raw::send(installation.authentik.address(), &bytes).await;
            let status = raw::status(&answer);
            prop_assert!(status.is_some_and(|status| status < 500), "{status:?} to {}", String::from_utf8_lossy(&bytes));
            Ok(())
        })?;
    });
}

/// A login, tokens, a device, a list: at whatever time.
#[test]
fn it_works_at_whatever_time() {
    let runtime = runtime();
    let seconds = prop_oneof![
        Just(Timestamp::MIN.as_second()),
        Just(Timestamp::MAX.as_second()),
        Just(0),
        Just(-1),
        Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(),
    ];
    proptest!(cases(12), |(second in seconds)| {
        runtime.block_on(async {
            let (installation, known) = Known::of_new().await;
            installation.authentik.clock().set(Timestamp::from_second(second).unwrap());
            let client = installation.client("another", json!({})).await;
            installation.user("carol").await;
            let browser = Browser::new(&installation);
            prop_assert!(browser.log_in("carol").await);
            let code = code(&browser.authorize(&client, &[("max_age", "10")]).await).unwrap();
            for form in [
                vec![("grant_type", "authorization_code"), ("redirect_uri", CALLBACK), ("code", code.as_str())],
                vec![("grant_type", "client_credentials"), ("scope", "openid")],
            ] {
                let answer = installation.token(&client, &form).await;
                // At the end of time everything has expired already.
                prop_assert!([200, 400].contains(&answer.status));
            }
            let device = installation.post("/application/o/device/", &client, &[]).await;
            prop_assert_eq!(device.status, 200);
            for path in ["core/users/", "core/tokens/", "events/events/"] {
                prop_assert_eq!(installation.api(Method::GET, path, None).await.status, 200);
            }
            prop_assert!(!known.words.is_empty());
            Ok(())
        })?;
    });
}
