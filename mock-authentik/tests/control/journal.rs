//! The journal, by the library and over HTTP.

use std::time::Duration;

use mock_authentik::{JournalLimits, Matcher, MockAuthentik};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use super::{Controlled, KEY};

const PATIENCE: Duration = Duration::from_secs(10);
const USERS: &str = "/api/v3/core/users/";

fn users() -> Matcher {
    Matcher::any().method("GET").path(USERS.parse().unwrap())
}

async fn list_users(mock: &Controlled) {
    let request = Client::new().get(mock.0.url() + USERS).bearer_auth(KEY);
    request.send().await.unwrap().bytes().await.unwrap();
}

#[tokio::test]
async fn an_exchange_is_there_as_soon_as_its_answer_is() {
    let mock = Controlled::start().await;
    list_users(&mock).await;
    let found = mock.0.journal().find(&users());
    let [exchange] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(exchange.status(), StatusCode::OK);
    assert_eq!(exchange.user(), Some("akadmin"));
    assert!(exchange.answer_body().is_complete());
    let answer: Value = serde_json::from_slice(exchange.answer_body().bytes()).unwrap();
    assert!(answer["results"].is_array());
    let authorization = exchange.request_headers().get("authorization");
    assert_eq!(authorization.as_deref(), Some(&*format!("Bearer {KEY}")));
    assert!(!format!("{exchange:?}").contains(KEY));
}

#[tokio::test]
async fn over_http_secrets_are_blanked_and_the_rest_is_told() {
    let mock = Controlled::start().await;
    let form = [
        ("grant_type", "password"),
        ("client_id", "nobody"),
        ("client_secret", "s3cret"),
    ];
    let token = mock.0.url() + "/application/o/token/?code=s3cret&state=kept";
    Client::new().post(token).form(&form).send().await.unwrap();
    let path = "/_mock/requests?method=POST&status=4xx&client=nobody";
    let (_, list) = mock.ask(Method::GET, path, Value::Null).await;
    assert_eq!(list["count"], 1, "{list}");
    assert_eq!(
        list["requests"][0]["target"],
        "/application/o/token/?code=[blanked]&state=kept"
    );
    let path = format!("/_mock/requests/{}", list["requests"][0]["number"]);
    let (_, whole) = mock.ask(Method::GET, &path, Value::Null).await;
    let sent = "grant_type=password\nclient_id=nobody\nclient_secret=[blanked]";
    assert_eq!(whole["request"]["body"], sent);
    assert!(!whole.to_string().contains("s3cret"), "{whole}");
    assert!(
        whole["answer"]["body"]
            .as_str()
            .unwrap()
            .contains("invalid_client")
    );

    mock.ask(Method::DELETE, "/_mock/requests", Value::Null)
        .await;
    let (status, answer) = mock.ask(Method::GET, &path, Value::Null).await;
    assert_eq!(
        (status, &answer["error"]),
        (StatusCode::NOT_FOUND, &json!("not_found"))
    );
}

#[tokio::test]
async fn waiting_ends_with_the_exchange_or_with_near_misses() {
    let mock = Controlled::start().await;
    let journal = mock.0.journal().clone();
    let two = users();
    let wait = journal.wait_for(&two, 2, PATIENCE);
    let ask = async {
        list_users(&mock).await;
        list_users(&mock).await;
    };
    let (found, ()) = tokio::join!(wait, ask);
    assert_eq!(found.unwrap().len(), 2);

    let posted = users().method("POST").after(1);
    let unmet = journal.wait_for(&posted, 1, Duration::from_millis(1)).await;
    let message = unmet.unwrap_err().to_string();
    assert!(
        message.contains("at least 1 of: POST /api/v3/core/users/, after #1"),
        "{message}"
    );
    assert!(
        message.contains("#2 GET /api/v3/core/users/ 200: its method is GET"),
        "{message}"
    );

    let wait = json!({"matches": {"user": "alice"}, "timeout": "1ms"});
    let (status, answer) = mock.ask(Method::POST, "/_mock/requests/wait", wait).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        answer["message"]
            .as_str()
            .unwrap()
            .contains("user \"alice\""),
        "{answer}"
    );
    let wait = json!({"matches": {"path": USERS, "status": 200}, "count": 2});
    let (_, answer) = mock.ask(Method::POST, "/_mock/requests/wait", wait).await;
    assert_eq!(answer["count"], 2);
}

#[tokio::test]
async fn assertions_count() {
    let mock = Controlled::start().await;
    list_users(&mock).await;
    let journal = mock.0.journal();
    journal.assert_any(&users());
    journal.assert_count(&users().status(StatusCode::OK.into()), 1);
    journal.assert_none(&users().status("5xx".parse().unwrap()));
    let unmet = journal.expect_count(&users(), 3).unwrap_err().to_string();
    assert!(unmet.contains("exactly 3"), "{unmet}");
}

#[tokio::test]
async fn a_journal_has_limits() {
    let limits = JournalLimits {
        exchanges: 3,
        body_bytes: 10,
        ..JournalLimits::default()
    };
    let mock = Controlled::from(MockAuthentik::builder().journal(limits)).await;
    for _ in 0..5 {
        list_users(&mock).await;
    }
    let found = mock.0.journal().find(&Matcher::any());
    let numbers: Vec<_> = found.iter().map(|exchange| exchange.number()).collect();
    assert_eq!(numbers, [3, 4, 5]);
    let body = found[0].answer_body();
    assert_eq!(body.bytes().len(), 10);
    assert!(body.length() > 10 && body.is_complete());
}

#[tokio::test]
async fn the_stream_tells_what_was_and_what_comes() {
    let mock = Controlled::start().await;
    list_users(&mock).await;
    let stream = mock.0.url() + "/_mock/requests/stream?path=/api/**";
    let mut events = Client::new().get(stream).send().await.unwrap();
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    let mut seen = String::new();
    for number in 1..=2 {
        while !seen.contains(&format!("id: {number}\n")) {
            let more = events.chunk().await.unwrap().unwrap();
            seen += std::str::from_utf8(&more).unwrap();
        }
        list_users(&mock).await;
    }
    assert!(seen.contains("\"user\":\"akadmin\""), "{seen}");
}
