//! Refresh tokens.

use mock_authentik::Profile;
use serde_json::{Value, json};

use crate::world::{Answer, World};

#[tokio::test]
async fn a_refresh_keeps_its_scopes_or_fails() {
    // (what is asked for, what newer versions say, what 2023.10 says)
    let table: [(&str, &str, &str, &str); 5] = [
        ("02-authcode-pkce, refresh", "", "", ""),
        (
            "02-authcode-pkce, refresh narrower scope",
            "openid offline_access",
            "",
            "",
        ),
        (
            "02-authcode-pkce, refresh scope without offline_access",
            "openid",
            "invalid_scope",
            "",
        ),
        (
            "02-authcode-pkce, refresh scope wider",
            "openid offline_access goauthentik.io/api",
            "invalid_scope",
            "invalid_scope",
        ),
        (
            "02-authcode-pkce, refresh scope unknown; src/views/token.py of 2023.8",
            "offline_access nosuch",
            "",
            "invalid_scope",
        ),
    ];
    for profile in [Profile::V2023_10, Profile::V2025_12] {
        let world = World::of(profile).await;
        world.log_in().await;
        let granted = |answer: &Answer| answer.member("refresh_token");
        let mut token = granted(&world.tokens(&[]).await);
        for (evidence, scope, newer, older) in table {
            let error = if profile == Profile::V2023_10 {
                older
            } else {
                newer
            };
            let answer = world
                .token(&[
                    ("grant_type", "refresh_token"),
                    ("refresh_token", &token),
                    ("scope", scope),
                ])
                .await;
            assert_eq!(answer.member("error"), error, "{evidence}");
            if answer.status == 200 {
                let used = std::mem::replace(&mut token, granted(&answer));
                let again = [("grant_type", "refresh_token"), ("refresh_token", &used)];
                assert_eq!(
                    world.token(&again).await.outcome().1,
                    "invalid_grant",
                    "{evidence}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_threshold_keeps_the_refresh_token() {
    let world = World::new().await;
    world.log_in().await;
    world
        .change(json!({"refresh_token_threshold": "days=40"}))
        .await;
    let token = world.tokens(&[]).await.member("refresh_token");
    let form = [("grant_type", "refresh_token"), ("refresh_token", &token)];
    for _ in 0..2 {
        let answer = world.token(&form).await;
        assert_eq!(answer.status, 200, "reference, section 3.6");
        assert_eq!(answer.json()["refresh_token"], Value::Null);
    }
}
