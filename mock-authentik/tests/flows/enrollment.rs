//! Somebody enrolls with an invitation, through stages that were made for it.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::Site;

const FLOW: &str = "enroll";

/// A flow that asks for an invitation, a name and a password.
async fn enrollment() -> Site {
    let site = Site::start().await;
    let invitation = json!({"name": "by-invitation"});
    site.make("/stages/invitation/stages/", invitation).await;
    let username = json!({
        "name": "username", "field_key": "username", "label": "Username", "type": "username",
    });
    let username = site.make("/stages/prompt/prompts/", username).await;
    let password = json!({
        "name": "password", "field_key": "password", "label": "Password", "type": "password",
        "order": 1,
    });
    let password = site.make("/stages/prompt/prompts/", password).await;
    let form = json!({"name": "form", "fields": [username["pk"], password["pk"]]});
    site.make("/stages/prompt/stages/", form).await;
    let write = json!({
        "name": "write", "user_creation_mode": "always_create", "create_users_as_inactive": false,
    });
    site.make("/stages/user_write/", write).await;
    site.make_flow(
        json!({"name": FLOW, "title": FLOW, "slug": FLOW, "designation": "enrollment"}),
        &[
            "by-invitation",
            "form",
            "write",
            "default-authentication-login",
        ],
    )
    .await;
    site
}

#[tokio::test]
async fn an_invitation_for_one_use_makes_one_user() {
    let site = enrollment().await;
    let body = json!({
        "name": "inv-1", "single_use": true, "fixed_data": {"email": "ivan@example.com"},
    });
    let path = "/stages/invitation/invitations/";
    let invitation = site.make(path, body).await;
    let query = format!("itoken={}", invitation["pk"].as_str().unwrap());
    let mut browser = site.browser();
    let shown = browser.show(FLOW, &query).await;
    assert_eq!(shown["component"], "ak-stage-prompt", "{shown}");
    let taken = json!({"username": "akadmin", "password": ""});
    let shown = browser.answer(FLOW, &query, taken).await;
    let code = |field: &str| shown["response_errors"][field][0]["string"].clone();
    assert_eq!(code("username"), "Username is already taken.");
    assert_eq!(code("password"), "This field may not be blank.");
    let ivan = json!({"username": "ivan", "password": "ivan-pass"});
    let done = browser.answer(FLOW, &query, ivan).await;
    assert_eq!(done["component"], "xak-flow-redirect", "{done}");
    let users = site.get("/core/users/?username=ivan").await;
    assert_eq!(users["results"][0]["email"], "ivan@example.com");
    site.browser().log_in("ivan").await;

    let denied = site.browser().show(FLOW, &query).await;
    assert_eq!(denied["error_message"], "Invalid invite/invite not found");
    let denied = site.browser().show(FLOW, "").await;
    assert_eq!(denied["component"], "ak-stage-access-denied", "{denied}");
}

#[tokio::test]
async fn stages_are_made_changed_and_deleted() {
    let site = Site::start().await;
    for (path, mut body, changed) in [
        (
            "identification",
            json!({"user_fields": ["email"]}),
            json!({"show_matched_user": false}),
        ),
        (
            "password",
            json!({"backends": ["authentik.core.auth.InbuiltBackend"]}),
            json!({"failed_attempts_before_cancel": 2}),
        ),
        (
            "user_login",
            json!({}),
            json!({"session_duration": "hours=1"}),
        ),
        ("user_logout", json!({}), json!({"name": "out"})),
        (
            "user_write",
            json!({}),
            json!({"user_path_template": "guests"}),
        ),
        ("user_delete", json!({}), json!({"name": "gone"})),
        (
            "invitation/stages",
            json!({}),
            json!({"continue_flow_without_invitation": true}),
        ),
        ("deny", json!({}), json!({"deny_message": "No."})),
        ("dummy", json!({}), json!({"throw_error": true})),
        ("consent", json!({}), json!({"mode": "permanent"})),
    ] {
        body["name"] = json!(format!("my-{}", path.replace('/', "-")));
        let made = site.make(&format!("/stages/{path}/"), body.clone()).await;
        let (status, refused) = site
            .api(Method::POST, &format!("/stages/{path}/"), body)
            .await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{refused}");
        let one = format!("/stages/{path}/{}/", made["pk"].as_str().unwrap());
        let (status, answer) = site.api(Method::PATCH, &one, changed.clone()).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        let read = site.get(&one).await;
        for (name, value) in changed.as_object().unwrap() {
            assert_eq!(&read[name], value, "{read}");
        }
        let (status, _) = site.api(Method::DELETE, &one, Value::Null).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        let (status, _) = site.api(Method::GET, &one, Value::Null).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
    let wrong = json!({"name": "x", "user_fields": [], "password_stage": "x"});
    let (status, errors) = site
        .api(Method::POST, "/stages/identification/", wrong)
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(errors["password_stage"][0], "“x” is not a valid UUID.");
}
