//! A transcript of made-up exchanges, whole.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;

use super::*;
use crate::wire::{Exchange, Outcome, Peer, Request, Response};

const CODE: &str = "558e470645b0425a9920710230da9238";

fn headers(headers: &[(&'static str, &str)]) -> HeaderMap {
    let header = |(name, value): &(&'static str, &str)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_str(value).unwrap(),
        )
    };
    headers.iter().map(header).collect()
}

fn exchange(from: Party, to: Peer, method: Method, target: &str, answer: Response) -> Exchange {
    Exchange {
        started: Timestamp::from_second(1_700_000_000).unwrap(),
        took: Duration::ZERO,
        from,
        to,
        request: Request {
            method,
            target: target.to_owned(),
            headers: HeaderMap::new(),
            body: bytes::Bytes::new(),
        },
        outcome: Outcome::Answered(answer),
    }
}

fn answer(status: u16, fields: &[(&'static str, &str)], body: &str) -> Response {
    Response {
        status: StatusCode::from_u16(status).unwrap(),
        headers: headers(fields),
        body: body.to_owned().into(),
    }
}

fn token(claims: &serde_json::Value) -> String {
    let key = EncodingKey::from_secret(b"a client's secret");
    encode(&Header::new(Algorithm::HS256), claims, &key).unwrap()
}

fn login() -> StepRecord {
    let authorize = exchange(
        Party::Browser,
        Peer::Authentik,
        Method::GET,
        "/application/o/authorize/?client_id=zro&state=d34dbeef",
        answer(
            302,
            &[
                (
                    "location",
                    &format!("https://zro.example.com/auth?code={CODE}&state=d34dbeef"),
                ),
                (
                    "set-cookie",
                    "authentik_session=s3cret; Path=/; HttpOnly; expires=Wed, 24 Nov 2027 00:35:50 GMT",
                ),
            ],
            "",
        ),
    );
    let mut redeem = exchange(
        Party::Browser,
        Peer::Authentik,
        Method::POST,
        "/application/o/token/",
        answer(
            200,
            &[],
            &json!({
                "id_token": token(&json!({"sub": "6", "preferred_username": "alice", "iat": 1_700_000_001, "exp": 1_700_000_301})),
                "expires_in": 300,
            })
            .to_string(),
        ),
    );
    redeem.request.headers = headers(&[("content-type", "application/x-www-form-urlencoded")]);
    redeem.request.body =
        format!("grant_type=authorization_code&code={CODE}&client_secret=a+client%27s+secret")
            .into();
    let keys = exchange(
        Party::Openzro,
        Peer::Authentik,
        Method::GET,
        "/application/o/openzro/jwks/",
        answer(200, &[], r#"{"keys": []}"#),
    );
    StepRecord {
        title: "alice logs in".to_owned(),
        seen: json!({}),
        entries: vec![
            keys.clone().into(),
            authorize.into(),
            keys.into(),
            redeem.into(),
        ],
    }
}

#[test]
fn tells_the_story_asker_by_asker_and_no_secret() {
    let text = write(&[login()], Names::default());
    let expected = "\
# 1. alice logs in

  browser → Authentik: GET /application/o/authorize/
    ? client_id = zro
    ? state = [state-1]
  ← 302 Found
    location: https://zro.example.com/auth
    ? code = [code-1]
    ? state = [state-1]
    set-cookie: authentik_session=…; HttpOnly; Path=/

  browser → Authentik: POST /application/o/token/
    · grant_type = authorization_code
    · code = [code-1]
    · client_secret = [client-secret-1]
  ← 200 OK
    { \"id_token\": \"[id-token-1]\", \"expires_in\": 300 }
    [id-token-1] is a JWT, HS256, signature verified
      { \"typ\": \"JWT\" }
      { \"sub\": \"[alice.pk]\", \"preferred_username\": \"alice\", \"iat\": \"[now]\", \"exp\": \"[iat +300 s]\" }

  openZro → Authentik: GET /application/o/openzro/jwks/
  ← 200 OK
    { \"keys\": [] }
  … 2 times
";
    assert_eq!(text, expected);
    for secret in [CODE, "s3cret", "a client's secret", "eyJ"] {
        assert!(!text.contains(secret), "{secret} leaks");
    }
}

#[test]
fn how_often_a_client_polls_does_not_show() {
    let poll = |body: &str| {
        let answer = answer(200, &[], body);
        Entry::from(exchange(
            Party::Cli,
            Peer::Authentik,
            Method::POST,
            "/application/o/token/",
            answer,
        ))
    };
    let told = |pending: usize| {
        let mut entries = vec![poll(r#"{"error": "authorization_pending"}"#); pending];
        entries.push(poll(r#"{"expires_in": 300}"#));
        let title = "polls".to_owned();
        let seen = json!({});
        let step = StepRecord {
            title,
            seen,
            entries,
        };
        write(&[step], Names::default())
    };
    assert_eq!(told(1), told(5));
    assert_ne!(told(0), told(1));
}
