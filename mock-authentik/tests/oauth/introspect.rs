//! Introspection.

use mock_authentik::Profile;
use serde_json::json;

use crate::world::{Fields, SECRET, World, parameters};

#[tokio::test]
async fn whatever_is_wrong_the_token_is_not_active() {
    let world = World::new().await;
    world.log_in().await;
    let tokens = world.tokens(&[]).await;
    let access = tokens.member("access_token");
    let inactive = r#"{"active": false}"#;
    let secret = ("client_secret", SECRET);
    let table: [(&str, Fields<'_>); 4] = [
        ("observed, section 5", &[("token", &access)]),
        (
            "observed, section 5",
            &[("token", &access), ("client_secret", "x")],
        ),
        (
            "observed, section 5",
            &[secret, ("token", &tokens.member("id_token"))],
        ),
        ("src/views/introspection.py", &[secret]),
    ];
    for (evidence, form) in table {
        let answer = world.post("introspect", form).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text.as_str()),
            (200, inactive),
            "{evidence}"
        );
        assert_eq!(
            answer.header("cache-control"),
            "no-store",
            "reference, section 1.3"
        );
    }
    let answer = world
        .post("introspect", &[secret, ("token", &access)])
        .await;
    let json = answer.json();
    let names: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(
        names[names.len() - 3..],
        ["active", "scope", "client_id"],
        "observed, section 5"
    );
}

#[tokio::test]
async fn of_a_token_from_the_browser_the_registered_claims_are_known() {
    let world = World::new().await;
    world.log_in().await;
    for (response_type, has_email, has_at_hash) in [
        ("id_token token", false, true),
        ("code id_token token", false, true),
        ("code token", true, false),
    ] {
        let fields = [("response_type", response_type), ("nonce", "n")];
        let answer = world.authorize(&fields).await;
        let sent = parameters(&world.follow(&answer).await);
        let (_, token) = sent
            .iter()
            .find(|(name, _)| name == "access_token")
            .unwrap();
        let form = [("client_secret", SECRET), ("token", token)];
        let told = world.post("introspect", &form).await.json();
        assert_eq!(told["active"], json!(true), "{response_type}");
        assert_eq!(
            told.get("email").is_some(),
            has_email,
            "src/views/authorize.py: {response_type}"
        );
        assert_eq!(
            told.get("at_hash").is_some(),
            has_at_hash,
            "{response_type}"
        );
        let user = world.userinfo(token).await.json();
        assert_eq!(user["preferred_username"], "akadmin", "{response_type}");
    }
}

#[tokio::test]
async fn others_tokens_are_told_before_2024_6_alone() {
    for (profile, active) in [(Profile::V2023_10, true), (Profile::V2025_12, false)] {
        let world = World::of(profile).await;
        world.log_in().await;
        let token = world.tokens(&[]).await.member("access_token");
        world.provide("second", "second-secret").await;
        let form = [
            ("client_id", "second"),
            ("client_secret", "second-secret"),
            ("token", &token),
        ];
        let answer = world
            .send((reqwest::Method::POST, "introspect"), &[], &form)
            .await;
        assert_eq!(
            answer.json()["active"],
            json!(active),
            "reference, section 7.1"
        );
    }
}
