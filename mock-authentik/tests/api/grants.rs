//! `/oauth2/access_tokens/` and its like.

use mock_authentik::Profile;
use reqwest::{Method, StatusCode};

use super::{Guide, KEY};

#[tokio::test]
async fn a_token_is_listed_shown_and_deleted() {
    let guide = Guide::start(Profile::default()).await;
    let (token, pk) = (guide.token().await, guide.pk("openZro").await);
    let list = guide
        .read(&format!("/oauth2/access_tokens/?user={pk}"))
        .await;
    assert_eq!(list["pagination"]["count"], 1, "{list}");
    let listed = &list["results"][0];
    assert_eq!(listed["user"]["username"], "openZro");
    assert_eq!(listed["provider"]["client_id"], "openzro");
    let claims: serde_json::Value =
        serde_json::from_str(listed["id_token"].as_str().unwrap()).unwrap();
    assert_eq!(claims["aud"], "openzro");
    assert!(!list.to_string().contains(&token), "the token is shown");

    let path = format!("/oauth2/access_tokens/{}/", listed["pk"]);
    assert_eq!(guide.read(&path).await, *listed);
    let (status, _) = guide.ask(KEY, Method::DELETE, &path).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, _) = guide.ask(KEY, Method::GET, &path).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = guide.ask(&token, Method::GET, "/core/users/me/").await;
    assert_eq!(
        status,
        StatusCode::FORBIDDEN,
        "the deleted token still works"
    );
}

#[tokio::test]
async fn every_profile_lists_what_was_granted() {
    for profile in Profile::ALL {
        let guide = Guide::start(profile).await;
        guide.token().await;
        let list = guide.read("/oauth2/access_tokens/").await;
        assert_eq!(list["pagination"]["count"], 1, "{profile}: {list}");
        let listed = list.get("autocomplete").is_some();
        assert_eq!(listed, profile >= Profile::V2025_8, "{profile}: {list}");
    }
}

#[tokio::test]
async fn filters_take_keys_of_what_exists() {
    let guide = Guide::start(Profile::default()).await;
    guide.token().await;
    let alice = guide.pk("alice").await;
    let none = guide
        .read(&format!("/oauth2/access_tokens/?user={alice}"))
        .await;
    assert_eq!(none["pagination"]["count"], 0);
    for wrong in ["user=99999", "user=alice", "provider=0"] {
        let path = format!("/oauth2/refresh_tokens/?{wrong}");
        let (status, body) = guide.ask(KEY, Method::GET, &path).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{wrong}: {body}");
    }
}
