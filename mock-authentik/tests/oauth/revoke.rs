//! Revocation.

use mock_authentik::Profile;
use reqwest::Method;
use serde_json::json;

use crate::world::{CLIENT, Fields, SECRET, World};

#[tokio::test]
async fn a_client_is_refused_or_answered_with_nothing() {
    let token = ("token", "x");
    let (id, secret) = (("client_id", CLIENT), ("client_secret", SECRET));
    // (evidence, form, public since 2025.8, public before, confidential)
    let table: [(&str, Fields<'_>, [u16; 3]); 5] = [
        (
            "02-authcode-pkce, revoke no client",
            &[token],
            [401, 401, 401],
        ),
        (
            "02-authcode-pkce, revoke unknown client",
            &[token, ("client_id", "x")],
            [401, 401, 401],
        ),
        (
            "differences, revoke by public client",
            &[token, id],
            [200, 401, 401],
        ),
        (
            "src/views/token_revoke.py",
            &[token, id, secret],
            [200, 200, 200],
        ),
        (
            "src/views/token_revoke.py",
            &[token, id, ("client_secret", "x")],
            [200, 401, 401],
        ),
    ];
    let worlds = [
        (Profile::V2025_12, "public"),
        (Profile::V2024_12, "public"),
        (Profile::V2025_12, "confidential"),
    ];
    for (which, (profile, client_type)) in worlds.into_iter().enumerate() {
        let world = World::of(profile).await;
        world.change(json!({"client_type": client_type})).await;
        for (evidence, form, statuses) in table {
            let answer = world.send((Method::POST, "revoke"), &[], form).await;
            assert_eq!(
                answer.status, statuses[which],
                "{evidence}: {profile} {client_type}"
            );
            let error = if answer.status == 200 {
                ""
            } else {
                "invalid_client"
            };
            assert_eq!(answer.member("error"), error, "{evidence}");
            if answer.status == 200 {
                assert_eq!(answer.text, "{}", "{evidence}");
            }
        }
    }
}

#[tokio::test]
async fn a_revoked_token_is_gone() {
    let world = World::new().await;
    world.log_in().await;
    let tokens = world.tokens(&[]).await;
    let (access, refresh) = (
        tokens.member("access_token"),
        tokens.member("refresh_token"),
    );
    assert_eq!(world.userinfo(&access).await.status, 200);
    for token in [&access, &refresh] {
        let answer = world.post("revoke", &[("token", token)]).await;
        assert_eq!(answer.status, 200);
    }
    assert_eq!(world.userinfo(&access).await.status, 401);
    let form = [("grant_type", "refresh_token"), ("refresh_token", &refresh)];
    assert_eq!(
        world.token(&form).await.outcome(),
        (400, "invalid_grant".to_owned())
    );
}
