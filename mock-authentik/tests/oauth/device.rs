//! The device authorization endpoint.

use mock_authentik::Profile;
use reqwest::{Client, Method};

use crate::world::World;

#[tokio::test]
async fn an_address_may_ask_twenty_times_an_hour_whatever_it_asks() {
    let world = World::new().await;
    let device = world.mock.url() + "/application/o/device/";
    let ask = |client: Client, method: Method, from: &'static str| {
        let request = client
            .request(method, &device)
            .header("x-forwarded-for", from);
        async move { request.send().await.unwrap().status().as_u16() }
    };
    for count in 0..20 {
        let (method, status) = [
            (Method::POST, 400),
            (Method::GET, 405),
            (Method::OPTIONS, 200),
        ][count % 3]
            .clone();
        assert_eq!(ask(Client::new(), method, "10.0.0.1").await, status);
    }
    for method in [Method::POST, Method::GET, Method::OPTIONS] {
        let status = ask(Client::new(), method, "10.0.0.1").await;
        assert_eq!(
            status, 429,
            "reference, section 4: all methods, failures count"
        );
    }
    let chain = ask(Client::new(), Method::POST, "10.0.0.1, 10.0.0.2").await;
    assert_eq!(chain, 400, "the whole chain is the address");
    world.log_in().await;
    let browser = ask(world.browser.clone(), Method::POST, "10.0.0.1").await;
    assert_eq!(
        browser, 400,
        "reference, section 4: logged-in sessions are exempt"
    );
}

#[tokio::test]
async fn a_header_may_name_the_client_since_2026_2() {
    for (profile, status) in [(Profile::V2025_12, 400), (Profile::V2026_2, 200)] {
        let world = World::of(profile).await;
        let headers = [("authorization", "Basic b3Blbnpybzo=")];
        let answer = world.send((Method::POST, "device"), &headers, &[]).await;
        assert_eq!(answer.status, status, "reference, section 4");
    }
}

#[tokio::test]
async fn a_confidential_client_needs_no_secret() {
    let world = World::new().await;
    world
        .change(serde_json::json!({"client_type": "confidential"}))
        .await;
    let answer = world.post("device", &[("scope", "openid x")]).await;
    assert_eq!(answer.status, 200, "reference, section 4");
    let code = answer.member("device_code");
    let poll = [
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("device_code", &code),
    ];
    for _ in 0..3 {
        let polled = world.token(&poll).await;
        assert_eq!(
            polled.outcome(),
            (400, "authorization_pending".to_owned()),
            "observed, section 6"
        );
    }
}
