//! Somebody follows the link by which they recover their account.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::Site;

#[tokio::test]
async fn the_link_leads_to_a_new_password_once() {
    let site = Site::start().await;
    let alice = site.add_user("alice").await;
    site.make_flow(
        json!({"name": "rec", "title": "rec", "slug": "rec", "designation": "recovery"}),
        &[
            "default-password-change-prompt",
            "default-password-change-write",
            "default-authentication-login",
        ],
    )
    .await;
    let flow = site.get("/flows/instances/rec/").await["pk"].clone();
    let brand = site.get("/core/brands/").await["results"][0]["brand_uuid"].clone();
    let path = format!("/core/brands/{}/", brand.as_str().unwrap());
    let body = json!({"flow_recovery": flow});
    let (status, answer) = site.api(Method::PATCH, &path, body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");

    let path = format!("/core/users/{alice}/recovery/");
    let (_, answer) = site.api(Method::POST, &path, json!({})).await;
    let link = answer["link"].as_str().unwrap().to_owned();
    let query = link.split_once('?').unwrap().1;

    let mut browser = site.browser();
    let shown = browser.show("rec", query).await;
    assert_eq!(shown["component"], "ak-stage-prompt", "{shown}");
    let keys = shown["fields"].as_array().unwrap().iter();
    let keys: Vec<_> = keys.map(|field| &field["field_key"]).collect();
    assert_eq!(keys, ["password", "password_repeat"]);
    let different = json!({"password": "new-pass", "password_repeat": "other"});
    let shown = browser.answer("rec", query, different).await;
    let refused = &shown["response_errors"]["non_field_errors"][0]["string"];
    assert_eq!(refused, "Passwords don't match.");
    let same = json!({"password": "new-pass", "password_repeat": "new-pass"});
    let done = browser.answer("rec", query, same).await;
    assert_eq!(done["component"], "xak-flow-redirect", "{done}");
    // Logged in, and with the new password only.
    let home = browser.get("/").await;
    assert_eq!(home.headers()["location"], "/if/user/");
    let mut other = site.browser();
    other.log_in_with("alice", "new-pass").await;

    // Whoever follows it again is about nobody.
    let mut late = site.browser();
    late.show("rec", query).await;
    let same = json!({"password": "evil-pass", "password_repeat": "evil-pass"});
    let denied = late.answer("rec", query, same).await;
    assert_eq!(denied["component"], "ak-stage-access-denied", "{denied}");
}
