//! The REST API before a little Authentik. What is expected here the real management server has
//! answered.

#[expect(clippy::unwrap_used, reason = "what a test sets up must hold")]
mod any_bytes;
#[expect(clippy::unwrap_used, reason = "what a test sets up must hold")]
mod world;

use axum::http::Method;
use mock_openzro::Flags;
use serde_json::{Value, json};
use world::World;

const LIST: &str = "GET /?page=1";

fn write_back() -> Flags {
    Flags {
        user_delete_from_idp: true,
        ..Flags::default()
    }
}

fn message(text: &str, code: u16) -> (u16, Value) {
    (code, json!({"message": text, "code": code}))
}

#[tokio::test]
async fn authentik_names_users_and_the_first_is_the_owner() {
    let world = World::new(Flags::default()).await;
    let (_, bob) = world.call("GET", "/users/current", "2", None).await;
    assert_eq!(bob["role"], "user");
    assert_eq!(bob["name"], "Bob");
    assert_eq!(bob["email"], "bob@example.com");
    assert_eq!(bob["permissions"]["is_restricted"], true);
    assert_eq!(world.calls(), [LIST], "a newcomer costs one list");
    let (_, users) = world.call("GET", "/users", "1", None).await;
    assert_eq!(users.as_array().unwrap().len(), 2);
    assert_eq!(users[0]["role"], "owner");
    assert!(world.calls().is_empty(), "the cache is warm");
}

#[tokio::test]
async fn a_deletion_is_written_back_only_with_the_flag() {
    for (flags, expected) in [
        (write_back(), vec!["GET /2/", "DELETE /2/"]),
        (Flags::default(), vec!["GET /2/"]),
    ] {
        let in_both = !flags.user_delete_from_idp;
        let world = World::new(flags).await;
        world.call("GET", "/users/current", "2", None).await;
        world.calls();
        let answer = world.call("DELETE", "/users/2", "1", None).await;
        assert_eq!(answer, (200, json!({})));
        assert_eq!(world.calls(), expected);
        let stays = world.authentik.lock().unwrap().users.contains_key(&2);
        assert_eq!(stays, in_both);
    }
}

#[tokio::test]
async fn a_failed_look_up_loses_the_write_back_and_a_failed_deletion_keeps_the_row() {
    let world = World::new(write_back()).await;
    world.call("GET", "/users/current", "2", None).await;
    world.fail(Method::DELETE, "/2/", 403);
    let refused = world.call("DELETE", "/users/2", "1", None).await;
    assert_eq!(refused, message("internal server error", 500));
    world.fail(Method::GET, "/2/", 503);
    let deleted = world.call("DELETE", "/users/2", "1", None).await;
    assert_eq!(deleted, (200, json!({})));
    assert!(world.authentik.lock().unwrap().users.contains_key(&2));
}

#[tokio::test]
async fn deletions_are_refused_in_order() {
    let world = World::new(Flags::default()).await;
    world.call("GET", "/users/current", "2", None).await;
    let delete = async |target: &str, by: &str| {
        world
            .call("DELETE", &format!("/users/{target}"), by, None)
            .await
    };
    assert_eq!(
        delete("1", "1").await,
        message("self deletion is not allowed", 422)
    );
    assert_eq!(delete("1", "2").await, message("permission denied", 403));
    assert_eq!(delete("9", "1").await, message("user: 9 not found", 404));
}

#[tokio::test]
async fn one_user_whom_authentik_lacks_makes_every_request_reload() {
    let world = World::new(Flags::default()).await;
    let (status, ghost) = world.call("GET", "/users/current", "77", None).await;
    assert_eq!(status, 200);
    assert_eq!(ghost["name"], "user 77");
    world.calls();
    let (_, users) = world.call("GET", "/users", "1", None).await;
    assert_eq!(world.calls(), [LIST; 4]);
    let ghost = users.as_array().unwrap().iter().find(|u| u["id"] == "77");
    let ghost = ghost.unwrap();
    assert_eq!(
        (&ghost["name"], &ghost["issued"]),
        (&json!(""), &json!("")),
        "what openZro knows of him is not shown"
    );
}

#[tokio::test]
async fn nobody_can_be_invited() {
    let world = World::new(Flags::default()).await;
    let invite = async |email: &str| {
        let body = json!({"name": "New", "email": email, "role": "user", "auto_groups": []});
        world.call("POST", "/users", "1", Some(body)).await
    };
    assert_eq!(
        invite("new@example.com").await,
        message("internal server error", 500)
    );
    assert_eq!(world.calls(), ["GET /?email=new%40example.com"]);
    assert_eq!(
        invite("bob@example.com").await,
        message("can't invite a user with an existing openzro account", 409)
    );
    assert_eq!(
        world.call("POST", "/users/1/invite", "1", None).await,
        message("can't invite a user with an activated openzro account", 412)
    );
}

#[tokio::test]
async fn a_failing_api_looks_like_a_bad_token() {
    let world = World::new(Flags::default()).await;
    world.fail(Method::GET, "/?page", 403);
    assert_eq!(
        world.call("GET", "/users/current", "2", None).await,
        message("token invalid", 401)
    );
    let (status, _) = world.call("GET", "/users/current", "1", None).await;
    assert_eq!(status, 401, "his row is there, and the cache lacks it");
}

#[tokio::test]
async fn access_tokens_do_without_authentik() {
    let world = World::new(Flags::default()).await;
    let body = json!({"name": "ci", "expires_in": 30});
    let (status, token) = world.call("POST", "/users/1/tokens", "1", Some(body)).await;
    assert_eq!(status, 200);
    let plain = token["plain_token"].as_str().unwrap();
    let get = async |authorization: String| {
        reqwest::Client::new()
            .get(format!("{}/api/accounts", world.openzro.url()))
            .header("authorization", authorization)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    };
    assert_eq!(get(format!("Token {plain}")).await, 200);
    assert_eq!(get(format!("Bearer {plain}")).await, 200);
    assert_eq!(get(format!("Token {plain}x")).await, 401);
    world
        .clock
        .advance(jiff::SignedDuration::from_hours(31 * 24));
    assert_eq!(get(format!("Token {plain}")).await, 401);
}

#[tokio::test]
async fn settings_without_extra_take_the_server_down_with_them() {
    let world = World::new(Flags::default()).await;
    let (_, accounts) = world.call("GET", "/accounts", "1", None).await;
    let id = accounts[0]["id"].as_str().unwrap();
    let answer = reqwest::Client::new()
        .put(format!("{}/api/accounts/{id}", world.openzro.url()))
        .bearer_auth(world.token("1"))
        .json(&json!({"settings": {"peer_login_expiration": 3600}}))
        .send()
        .await;
    assert!(answer.is_err(), "the connection closes without an answer");
    let next = world.call("GET", "/accounts", "1", None);
    let next = tokio::time::timeout(std::time::Duration::from_millis(200), next);
    assert!(next.await.is_err(), "and nobody is answered any more");
}

#[tokio::test]
async fn a_user_without_an_email_closes_the_connection() {
    let world = World::new(Flags::default()).await;
    let nobody = json!({"pk": 2, "name": "Bob", "email": null});
    world.authentik.lock().unwrap().users.insert(2, nobody);
    let answer = reqwest::Client::new()
        .get(format!("{}/api/users", world.openzro.url()))
        .bearer_auth(world.token("2"))
        .send()
        .await;
    assert!(answer.is_err());
    world.authentik.lock().unwrap().users.remove(&2);
    let (status, _) = world.call("GET", "/users", "1", None).await;
    assert_eq!(status, 200, "the server runs on");
}
