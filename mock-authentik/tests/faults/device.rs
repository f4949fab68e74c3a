//! The strict device grant (RFC 8628, section 3.5).

use jiff::SignedDuration;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::world::World;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

impl World {
    async fn device(&self) -> Value {
        self.post("device", &[("scope", "openid")]).await.1
    }

    async fn poll(&self, device: &Value) -> String {
        let code = device["device_code"].as_str().unwrap();
        let (status, body) = self
            .post("token", &[("grant_type", GRANT), ("device_code", code)])
            .await;
        assert_eq!(status, 400, "{body}");
        body["error"].as_str().unwrap().to_owned()
    }

    fn pass(&self, seconds: i64) {
        self.mock
            .clock()
            .advance(SignedDuration::from_secs(seconds));
    }

    /// Somebody whom the application is not for opens the page that the device shows.
    async fn refuse(&self, device: &Value) {
        let group = json!({"name": "somebody else's"});
        let group = self.api(Method::POST, "core/groups/", Some(group)).await;
        let binding = json!({"target": self.application, "group": group["pk"], "order": 0});
        self.api(Method::POST, "policies/bindings/", Some(binding))
            .await;
        let user = json!({"username": "eve", "name": "Eve"});
        let user = self.api(Method::POST, "core/users/", Some(user)).await;
        let path = format!("core/users/{}/set_password/", user["pk"]);
        self.api(Method::POST, &path, Some(json!({"password": "eve-pass"})))
            .await;
        let brand = self.api(Method::GET, "core/brands/", None).await;
        let flow = self
            .api(
                Method::GET,
                "flows/instances/?slug=default-authentication-flow",
                None,
            )
            .await;
        let path = format!(
            "core/brands/{}/",
            brand["results"][0]["brand_uuid"].as_str().unwrap()
        );
        let flow = json!({"flow_device_code": flow["results"][0]["pk"]});
        self.api(Method::PATCH, &path, Some(flow)).await;

        let browser = Client::builder().cookie_store(true).build().unwrap();
        let executor =
            self.mock.url() + "/api/v3/flows/executor/default-authentication-flow/?query=";
        browser.get(&executor).send().await.unwrap();
        for answer in [json!({"uid_field": "eve"}), json!({"password": "eve-pass"})] {
            let answered = browser.post(&executor).json(&answer).send().await.unwrap();
            assert!(answered.status().is_success(), "{}", answered.status());
        }
        let page = device["verification_uri_complete"].as_str().unwrap();
        let page = browser
            .get(page)
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap();
        assert!(page.contains("Permission denied"), "{page}");
    }
}

#[tokio::test]
async fn authentik_only_says_that_it_is_pending() {
    let world = World::start(|builder| builder).await;
    let device = world.device().await;
    for _ in 0..3 {
        assert_eq!(world.poll(&device).await, "authorization_pending");
    }
    world.refuse(&device).await;
    assert_eq!(world.poll(&device).await, "authorization_pending");
    world.pass(3600);
    assert_eq!(world.poll(&device).await, "invalid_grant");
}

#[tokio::test]
async fn who_polls_too_fast_waits_longer_from_then_on() {
    let world = World::start(|builder| builder.strict_device_grant(true)).await;
    let device = world.device().await;
    assert_eq!(world.poll(&device).await, "authorization_pending");
    world.pass(5);
    assert_eq!(world.poll(&device).await, "authorization_pending");
    world.pass(4);
    assert_eq!(world.poll(&device).await, "slow_down");
    world.pass(9);
    assert_eq!(world.poll(&device).await, "slow_down");
    world.pass(15);
    assert_eq!(world.poll(&device).await, "authorization_pending");
    world.mock.set_strict_device_grant(false);
    assert_eq!(world.poll(&device).await, "authorization_pending");
}

#[tokio::test]
async fn an_expired_code_is_told_from_an_unknown_one() {
    let world = World::start(|builder| builder.strict_device_grant(true)).await;
    let device = world.device().await;
    world.pass(device["expires_in"].as_i64().unwrap() + 1);
    assert_eq!(world.poll(&device).await, "expired_token");
    world.pass(1800);
    world.device().await;
    assert_eq!(
        world.poll(&device).await,
        "expired_token",
        "clean-ups do not change it"
    );
    assert_eq!(
        world.poll(&json!({"device_code": "other"})).await,
        "invalid_grant"
    );
}

#[tokio::test]
async fn a_refused_device_is_told() {
    let world = World::start(|builder| builder.strict_device_grant(true)).await;
    let device = world.device().await;
    world.refuse(&device).await;
    assert_eq!(world.poll(&device).await, "access_denied");
}
