//! The authorization endpoint.

use mock_authentik::Profile;
use serde_json::json;

use crate::world::{CALLBACK, Fields, World, claims, parameters};

/// Where an error is told: the separator, the error, and the description as it is encoded.
fn told(separator: char, error: &str, description: &str) -> String {
    format!("{CALLBACK}{separator}error={error}&error_description={description}&state=st")
}

#[tokio::test]
async fn a_client_is_told_what_is_wrong() {
    let world = World::new().await;
    let malformed = "The%20request%20is%20otherwise%20malformed";
    let scope = "The%20requested%20scope%20is%20invalid%2C%20unknown%2C%20or%20malformed";
    let request = "The%20provider%20does%20not%20support%20use%20of%20the%20request%20parameter";
    let unsupported = "The%20authorization%20server%20does%20not%20support%20obtaining%20an%20\
                       authorization%20code%20using%20this%20method";
    let login = "The%20Authorization%20Server%20requires%20End-User%20authentication";
    let challenge = ("code_challenge", "x");
    let table: [(&str, Fields<'_>, char, &str, &str); 11] = [
        (
            "06, unsupported response_type",
            &[("response_type", "bogus")],
            '?',
            "unsupported_response_type",
            unsupported,
        ),
        (
            "06, missing response_type",
            &[("response_type", "")],
            '?',
            "unsupported_response_type",
            unsupported,
        ),
        (
            "reference, section 2.1",
            &[("response_type", "token id_token")],
            '?',
            "unsupported_response_type",
            unsupported,
        ),
        (
            "06, id_token without nonce",
            &[("response_type", "id_token")],
            '#',
            "invalid_request",
            malformed,
        ),
        (
            "06, id_token without openid",
            &[("response_type", "id_token"), ("scope", "email")],
            '#',
            "invalid_scope",
            scope,
        ),
        (
            "src/errors.py",
            &[("response_type", "code token"), ("scope", "email")],
            '#',
            "invalid_scope",
            scope,
        ),
        (
            "06, request object",
            &[("request", "x")],
            '?',
            "request_not_supported",
            request,
        ),
        (
            "src/views/authorize.py: request before nonce",
            &[("request", "x"), ("response_type", "code id_token")],
            '#',
            "request_not_supported",
            request,
        ),
        (
            "06, bad challenge method",
            &[challenge, ("code_challenge_method", "S512")],
            '?',
            "invalid_request",
            "Unsupported%20challenge%20method%20S512",
        ),
        (
            "reference, section 2.1: to the letter",
            &[challenge, ("code_challenge_method", "s256")],
            '?',
            "invalid_request",
            "Unsupported%20challenge%20method%20s256",
        ),
        (
            "05, prompt=none no session",
            &[("prompt", "none")],
            '?',
            "login_required",
            login,
        ),
    ];
    for (evidence, fields, separator, error, description) in table {
        let answer = world.authorize(fields).await;
        assert_eq!(answer.status, 302, "{evidence}: {fields:?}");
        assert_eq!(
            answer.header("location"),
            told(separator, error, description),
            "{evidence}"
        );
    }
}

#[tokio::test]
async fn a_person_is_told_where_the_client_cannot_be() {
    let world = World::new().await;
    world
        .change(json!({"redirect_uris": [
            {"matching_mode": "strict", "url": CALLBACK},
            {"matching_mode": "strict", "url": "com.example.app:/cb"},
            {"matching_mode": "regex", "url": "http://localhost:[0-9]+/.*"},
            {"matching_mode": "regex", "url": "("},
        ]}))
        .await;
    let none = ("prompt", "none");
    let table: [(&str, Fields<'_>, u16, &str); 10] = [
        (
            "06, unknown client_id",
            &[("client_id", "x")],
            400,
            "Client ID Error",
        ),
        (
            "06, missing client_id",
            &[("client_id", "")],
            400,
            "Client ID Error",
        ),
        (
            "06, missing redirect_uri",
            &[("redirect_uri", "")],
            400,
            "Redirect URI Error",
        ),
        (
            "06, strict redirect w/ slash",
            &[("redirect_uri", "https://zro.example.com/auth/")],
            400,
            "Redirect URI Error",
        ),
        (
            "06, javascript: redirect",
            &[("redirect_uri", "javascript:alert(1)")],
            400,
            "Redirect URI Error",
        ),
        (
            "reference, section 2.2: an invalid regex matches nothing",
            &[("redirect_uri", "(")],
            400,
            "Redirect URI Error",
        ),
        (
            "reference, section 2.2: the whole URI",
            &[("redirect_uri", "xhttp://localhost:1/")],
            400,
            "Redirect URI Error",
        ),
        (
            "reference, section 2.2",
            &[none, ("redirect_uri", "http://localhost:53000/cb")],
            302,
            "",
        ),
        (
            "src/errors.py",
            &[none, ("redirect_uri", "com.example.app:/cb")],
            400,
            "Bad Request",
        ),
        (
            "05, max_age=abc",
            &[("max_age", "abc")],
            500,
            "Server Error",
        ),
    ];
    for (evidence, fields, status, heading) in table {
        let answer = world.authorize(fields).await;
        assert_eq!(answer.status, status, "{evidence}: {fields:?}");
        assert!(answer.text.contains(heading), "{evidence}: {}", answer.text);
    }
}

#[tokio::test]
async fn each_response_type_is_answered_in_its_mode() {
    let world = World::new().await;
    world.log_in().await;
    let table: [(&str, &str, char, &[&str]); 8] = [
        ("code", "", '?', &["code", "state"]),
        ("code", "fragment", '#', &["code", "state"]),
        ("code", "bogus", '?', &["code", "state"]),
        (
            "id_token",
            "",
            '#',
            &["id_token", "token_type", "expires_in", "state"],
        ),
        (
            "id_token token",
            "",
            '#',
            &[
                "access_token",
                "id_token",
                "token_type",
                "expires_in",
                "state",
            ],
        ),
        (
            "code token",
            "",
            '#',
            &["access_token", "code", "token_type", "expires_in", "state"],
        ),
        (
            "code id_token",
            "",
            '#',
            &["id_token", "code", "token_type", "expires_in", "state"],
        ),
        // In a query the code comes alone (src/views/authorize.py).
        ("code id_token", "query", '?', &["code", "state"]),
    ];
    for (response_type, mode, separator, names) in table {
        let fields = [
            ("response_type", response_type),
            ("response_mode", mode),
            ("nonce", "n"),
        ];
        let answer = world.authorize(&fields).await;
        let location = world.follow(&answer).await;
        assert!(
            location.starts_with(&format!("{CALLBACK}{separator}")),
            "{location}"
        );
        let sent = parameters(&location);
        let sent_names: Vec<&str> = sent.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(sent_names, names, "{response_type} {mode}");
        for (name, value) in &sent {
            if name == "id_token" {
                let claims = claims(value);
                let has_code = response_type.contains("code");
                assert_eq!(
                    claims.get("c_hash").is_some(),
                    has_code,
                    "reference, section 3.1"
                );
                let has_token = response_type.ends_with(" token");
                assert_eq!(
                    claims.get("at_hash").is_some(),
                    has_token,
                    "reference, section 3.1"
                );
            }
        }
    }
    let fields = [
        ("response_type", "id_token"),
        ("response_mode", "query"),
        ("nonce", "n"),
    ];
    let answer = world.authorize(&fields).await;
    assert_eq!(
        answer.status, 500,
        "src/views/authorize.py: there is no code"
    );
}

#[tokio::test]
async fn offline_access_asks_for_consent_from_2024_2_until_2025_4() {
    for (profile, asks) in [
        (Profile::V2023_10, false),
        (Profile::V2024_2, true),
        (Profile::V2024_12, true),
        (Profile::V2025_8, false),
    ] {
        let world = World::of(profile).await;
        world.log_in().await;
        let answer = world.authorize(&[]).await;
        let led_to = world.follow(&answer).await;
        assert_eq!(
            led_to == "ak-stage-consent",
            asks,
            "reference, section 7.1: {profile} {led_to}"
        );
        let answer = world.authorize(&[("scope", "openid")]).await;
        let led_to = world.follow(&answer).await;
        assert!(led_to.starts_with(CALLBACK), "{profile} {led_to}");
    }
}
