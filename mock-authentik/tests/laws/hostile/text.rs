//! Too deep, malformed, absurd.

use reqwest::Method;
use serde_json::{Value, json};

use super::{FORM, JSON, as_administrator, status_of};
use crate::installation::{Answer, Installation};
use crate::raw::{request, send, status};

#[tokio::test]
async fn deep_json_is_refused() {
    let mock = Installation::start().await;
    let client = mock.client("app", json!({})).await;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(10_000), close.repeat(10_000));
        let body =
            format!("{{\"username\": \"deep\", \"name\": \"deep\", \"attributes\": {deep}}}");
        let sent = request(
            "POST",
            b"/api/v3/core/users/",
            &as_administrator(JSON),
            body.as_bytes(),
        );
        assert_eq!(status_of(&mock, &sent).await, Some(400));
        let executor = b"/api/v3/flows/executor/default-authentication-flow/";
        let answer = send(
            mock.authentik.address(),
            &request("POST", executor, JSON, deep.as_bytes()),
        )
        .await;
        assert_eq!(status(&answer), Some(200));
        assert!(String::from_utf8_lossy(&answer).contains("ak-stage-flow-error"));
        let filter: String = url::form_urlencoded::byte_serialize(deep.as_bytes()).collect();
        let list = mock
            .api(
                Method::GET,
                &format!("core/users/?attributes={}", &filter[..40_000]),
                None,
            )
            .await;
        assert_eq!(
            (list.status, list.body),
            (400, json!(["filter: failed to parse JSON"]))
        );
        // Inside a token, which is looked at before it is believed.
        let assertion = format!("eyJhbGciOiJSUzI1NiJ9.{}.AA", base64(&deep));
        let form = [
            ("grant_type", "client_credentials"),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", assertion.as_str()),
        ];
        let answer = mock.token(&client, &form).await;
        assert_eq!(
            (answer.status, &answer.body["error"]),
            (400, &json!("invalid_grant"))
        );
    }
    assert!(mock.is_healthy().await);
}

fn base64(text: &str) -> String {
    use base64::Engine;
    base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(text)
}

#[tokio::test]
async fn malformed_forms_are_read_as_far_as_they_go() {
    let mock = Installation::start().await;
    let client = mock.client("app", json!({})).await;
    for body in [
        &b"%"[..],
        b"%zz=%zz",
        b"&&&=&=&",
        b"grant_type",
        b"\xff\xfe=\x80",
        b"client_id=\0&client_id",
        b"client_id=%00",
        b"+=+",
        b"",
    ] {
        for kind in [
            FORM,
            b"Content-Type: multipart/form-data; boundary=b\r\n",
            b"Content-Type: multipart/form-data\r\n",
            b"",
        ] {
            let answer = send(
                mock.authentik.address(),
                &request("POST", b"/application/o/token/", kind, body),
            )
            .await;
            let said = String::from_utf8_lossy(&answer);
            assert_eq!(status(&answer), Some(400), "{said}");
            assert!(said.contains("invalid_client"), "{said}");
        }
    }
    // The last of many equal fields counts.
    let form = [
        client.credentials()[0],
        ("grant_type", "bogus"),
        ("grant_type", "authorization_code"),
    ];
    let answer = mock.token(&client, &form).await;
    assert_eq!(answer.body["error"], "invalid_grant");
}

#[tokio::test]
async fn invalid_text_is_refused_by_name() {
    let mock = Installation::start().await;
    let create = |body: &[u8]| {
        request(
            "POST",
            b"/api/v3/core/users/",
            &as_administrator(JSON),
            body,
        )
    };
    for body in [
        &b"{\"username\": \"\xff\"}"[..],
        b"\xff",
        b"{\"username\": \"\\ud800\"}",
        b"\0",
        b"{",
        b"{\"a\": 1,}",
    ] {
        let answer = send(mock.authentik.address(), &create(body)).await;
        let said = String::from_utf8_lossy(&answer);
        assert_eq!(status(&answer), Some(400), "{said}");
        assert!(said.contains("JSON parse error - "), "{said}");
    }
    let nulls = json!(["Null characters are not allowed."]);
    let user = json!({"username": "a\0b", "name": "\0"});
    let made = mock.api(Method::POST, "core/users/", Some(user)).await;
    assert_eq!(
        (made.status, made.body),
        (400, json!({"username": nulls, "name": nulls}))
    );
    let list = mock
        .api(Method::GET, "core/users/?username=%00", None)
        .await;
    assert_eq!((list.status, list.body), (400, json!({"username": nulls})));
    // A name in an address is looked for, whatever it is.
    for path in [
        "core/users/%00/",
        "core/users/%ff/",
        "core/tokens/%00/",
        "core/applications/%ff%fe/",
    ] {
        let found = mock.api(Method::GET, path, None).await;
        assert!(
            [400, 404].contains(&found.status),
            "{path}: {}",
            found.status
        );
    }
}

#[tokio::test]
async fn absurd_pages_are_no_pages() {
    let mock = Installation::start().await;
    let list = async |query: &str| {
        mock.api(Method::GET, &format!("core/users/?{query}"), None)
            .await
    };
    for page in [
        "0",
        "-1",
        "2",
        "1.5",
        "1e9",
        "99999999999999999999",
        "NaN",
        "%00",
        "%F0%9F%98%80",
        "first",
    ] {
        let Answer { status, body, .. } = list(&format!("page={page}")).await;
        assert_eq!(
            (status, body),
            (404, json!({"detail": "Invalid page."})),
            "{page}"
        );
    }
    for size in [
        "0",
        "-1",
        "abc",
        "99999999999999999999",
        "1000000000",
        "%00",
    ] {
        let answer = list(&format!("page_size={size}")).await;
        assert_eq!(
            (answer.status, &answer.body["pagination"]["total_pages"]),
            (200, &json!(1)),
            "{size}"
        );
    }
    let everyone = list("").await.body["results"].clone();
    let names = |ordering: &str| format!("ordering={ordering}");
    for ordering in [
        "bogus".into(),
        ",".repeat(30_000),
        "-".repeat(30_000),
        "%00".into(),
        "--pk".into(),
    ] {
        let answer = list(&names(&ordering)).await;
        assert_eq!(usernames(&answer.body["results"]), usernames(&everyone));
    }
    // However often a field is asked for, it orders once.
    let answer = list(&names(&"-username,".repeat(6000))).await;
    let mut backwards = usernames(&everyone);
    backwards.reverse();
    assert_eq!(usernames(&answer.body["results"]), backwards);
}

fn usernames(rows: &Value) -> Vec<String> {
    let rows = rows.as_array().unwrap();
    rows.iter()
        .map(|row| row["username"].as_str().unwrap().to_owned())
        .collect()
}
