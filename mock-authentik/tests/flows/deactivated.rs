//! Somebody is deactivated while a browser is logged in as them.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::Site;

#[tokio::test]
async fn a_browser_is_turned_out_once() {
    let site = Site::start().await;
    let pk = site.add_user("alice").await;
    let mut browser = site.browser();
    browser.log_in("alice").await;
    let path = format!("/core/users/{pk}/");
    let body = json!({"username": "alice", "name": "alice", "is_active": false});
    let (status, answer) = site.api(Method::PUT, &path, body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");

    let turned_out = browser.get("/").await;
    assert_eq!(turned_out.status(), StatusCode::BAD_REQUEST);
    assert_eq!(turned_out.text().await.unwrap(), "");
    let stranger = browser.get("/").await;
    assert_eq!(stranger.status(), StatusCode::FOUND);
    assert_eq!(
        stranger.headers()["location"],
        "/flows/-/default/authentication/?next=/"
    );
}
