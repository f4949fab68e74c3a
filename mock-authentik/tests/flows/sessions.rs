//! The list of who is logged in.

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::Site;

#[tokio::test]
async fn a_deleted_session_logs_its_browser_out() {
    let site = Site::start().await;
    let alice = site.add_user("alice").await;
    let mut browser = site.browser();
    browser.log_in("alice").await;
    let sessions = "/core/authenticated_sessions/?user__username=alice";
    let (status, list) = site.api(Method::GET, sessions, Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{list}");
    assert_eq!(list["pagination"]["count"], 1, "{list}");
    let session = &list["results"][0];
    assert_eq!(session["user"], alice);
    assert_eq!(session["current"], false);

    let own = browser.get("/api/v3/core/authenticated_sessions/").await;
    let own: Value = own.json().await.unwrap();
    assert_eq!(own["results"][0]["uuid"], session["uuid"]);
    assert_eq!(own["results"][0]["current"], true);

    let uuid = session["uuid"].as_str().unwrap();
    let path = format!("/core/authenticated_sessions/{uuid}/");
    let (status, _) = site.api(Method::DELETE, &path, Value::Null).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let turned_away = browser.get("/api/v3/core/users/me/").await;
    assert_eq!(turned_away.status(), StatusCode::FORBIDDEN);
}
