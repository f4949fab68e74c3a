//! Somebody who is logged in changes what is known of them, and their password.

use serde_json::json;

use crate::Site;

#[tokio::test]
async fn the_name_can_be_changed_and_the_username_cannot() {
    const FLOW: &str = "default-user-settings-flow";
    let site = Site::start().await;
    let alice = site.add_user("alice").await;
    let mut browser = site.browser();
    browser.log_in("alice").await;
    let shown = browser.show(FLOW, "").await;
    let fields = shown["fields"].as_array().unwrap();
    assert_eq!(fields[0]["initial_value"], "alice", "{shown}");
    let mut answer = json!({
        "username": "mallory",
        "name": "Alice Example",
        "email": "",
        "attributes.settings.locale": "de",
    });
    let shown = browser.answer(FLOW, "", answer.clone()).await;
    let refused = &shown["response_errors"]["email"][0]["code"];
    assert_eq!(refused, "blank", "{shown}");
    answer["email"] = json!("alice@example.com");
    let shown = browser.answer(FLOW, "", answer.clone()).await;
    let refused = &shown["response_errors"]["non_field_errors"][0]["string"];
    assert_eq!(refused, "Not allowed to change email address.", "{shown}");

    let path = format!("/core/users/{alice}/");
    let email = json!({"email": "alice@example.com"});
    site.api(reqwest::Method::PATCH, &path, email).await;
    let shown = browser.answer(FLOW, "", answer.clone()).await;
    let refused = &shown["response_errors"]["non_field_errors"][0]["string"];
    assert_eq!(refused, "Not allowed to change username.", "{shown}");
    answer["username"] = json!("alice");
    let done = browser.answer(FLOW, "", answer).await;
    assert_eq!(done["component"], "xak-flow-redirect", "{done}");
    let user = site.get(&path).await;
    assert_eq!(user["name"], "Alice Example");
    assert_eq!(user["attributes"]["settings"]["locale"], "de");
}

#[tokio::test]
async fn a_new_password_keeps_its_browser_logged_in() {
    const FLOW: &str = "default-password-change";
    let site = Site::start().await;
    site.add_user("alice").await;
    let mut browser = site.browser();
    browser.log_in("alice").await;
    browser.show(FLOW, "").await;
    let answer = json!({"password": "new-pass", "password_repeat": "new-pass"});
    let done = browser.answer(FLOW, "", answer).await;
    assert_eq!(done["component"], "xak-flow-redirect", "{done}");
    let home = browser.get("/").await;
    assert_eq!(home.headers()["location"], "/if/user/");
    site.browser().log_in_with("alice", "new-pass").await;
    let events = site.get("/events/events/?action=user_write").await;
    let told = &events["results"][0]["context"]["password"];
    assert_eq!(told, "********************");
}
