//! What outlives a browser session, and what does not.

use mock_authentik::Profile;
use reqwest::Method;
use serde_json::json;

use crate::world::{CALLBACK, World};

#[tokio::test]
async fn codes_and_access_tokens_end_with_their_session() {
    // (profile, access token, code)
    for (profile, access_lives, code_lives) in [
        (Profile::V2023_10, true, true),
        (Profile::V2025_12, false, false),
    ] {
        let world = World::of(profile).await;
        world.log_in().await;
        let tokens = world.tokens(&[]).await;
        let code = world.code(&[]).await;
        let base = world.mock.url();
        let logout = format!("{base}/api/v3/flows/executor/default-invalidation-flow/?query=");
        while world.browser.get(&logout).send().await.unwrap().status() == 302 {}
        let evidence = "differences, browser logout and user is_active=false";
        let access = world.userinfo(&tokens.member("access_token")).await;
        assert_eq!(access.status == 200, access_lives, "{evidence}: {profile}");
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
        ];
        let redeemed = world.token(&form).await;
        assert_eq!(redeemed.status == 200, code_lives, "{evidence}: {profile}");
        let refresh = tokens.member("refresh_token");
        let form = [("grant_type", "refresh_token"), ("refresh_token", &refresh)];
        let refreshed = world.token(&form).await;
        assert_eq!(refreshed.status, 200, "{evidence}: {profile}");
    }
}

#[tokio::test]
async fn a_session_of_somebody_deactivated_by_put_is_refused_once() {
    let world = World::new().await;
    world.log_in().await;
    let found = world
        .api(Method::GET, "/core/users/?username=akadmin", json!(null))
        .await;
    let pk = found.json()["results"][0]["pk"].clone();
    let path = format!("/core/users/{pk}/");
    let user = json!({"username": "akadmin", "name": "akadmin", "is_active": false});
    assert_eq!(world.api(Method::PUT, &path, user).await.status, 200);
    for status in [400, 302] {
        let answer = world.authorize(&[]).await;
        assert_eq!(answer.status, status, "reference, section 6.3");
        assert_eq!(answer.text, "");
    }
}
