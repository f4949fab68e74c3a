//! Name and password on one page: the identification stage asks for the password, too.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::Site;

#[tokio::test]
async fn the_password_is_asked_once() {
    const FLOW: &str = "default-authentication-flow";
    let site = Site::start().await;
    site.add_user("alice").await;
    let stages = site.get("/stages/password/").await;
    let password = stages["results"][0]["pk"].clone();
    let stages = site.get("/stages/identification/").await;
    let path = format!(
        "/stages/identification/{}/",
        stages["results"][0]["pk"].as_str().unwrap()
    );
    let body = json!({"password_stage": password});
    let (status, answer) = site.api(Method::PATCH, &path, body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");

    let mut browser = site.browser();
    let shown = browser.show(FLOW, "").await;
    assert_eq!(shown["password_fields"], true, "{shown}");
    let wrong = json!({"uid_field": "alice", "password": "wrong"});
    let shown = browser.answer(FLOW, "", wrong).await;
    let refused = &shown["response_errors"]["non_field_errors"][0]["string"];
    assert_eq!(refused, "Failed to authenticate.", "{shown}");
    let right = json!({"uid_field": "alice", "password": "alice-pass"});
    let done = browser.answer(FLOW, "", right).await;
    assert_eq!(done["component"], "xak-flow-redirect", "{done}");
}
