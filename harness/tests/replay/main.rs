//! The replayer, tried on a target that is known to answer as recorded.
#![cfg(test)]

mod twin;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use harness::replay::{ReplayOptions, ReplayReport, replay};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};
use twin::{Change, Sent, Twin, recordings};

type Answer = http::Response<String>;

async fn replay_against(twin: &Twin) -> ReplayReport {
    let base = twin.server.url().parse().unwrap();
    replay(&recordings(), &base, &ReplayOptions::default())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_target_that_answers_as_recorded_matches_fully() {
    let twin = Twin::start(&recordings(), None).await;
    let report = replay_against(&twin).await;
    assert!(report.passed(), "{report}");
    let counts = report.counts();
    assert_eq!((counts.exchanges, counts.matched), (298, 298));
    assert_eq!(twin.leaks(), Vec::<String>::new());
}

/// The only exchange that differs when the first answer labelled `label` is changed differs at
/// `path`, and perhaps in what follows from that.
async fn is_found(label: &str, path: &str, change: Change) {
    let twin = Twin::start(&recordings(), Some((label, change))).await;
    let report = replay_against(&twin).await;
    let exchanges = report.files.iter().flat_map(|file| &file.exchanges);
    let differing: Vec<_> = exchanges
        .filter(|one| !one.differences.is_empty())
        .collect();
    assert_eq!(differing.len(), 1, "{label}: {report}");
    assert_eq!(differing[0].label, label);
    assert!(
        differing[0].differences.iter().any(|one| one.path == path),
        "{label}: {report}"
    );
}

fn edit(answer: &mut Answer, change: impl FnOnce(&mut Value)) {
    let mut body = serde_json::from_str(answer.body()).unwrap();
    change(&mut body);
    *answer.body_mut() = body.to_string();
}

fn swap(answer: &mut Answer, from: &str, to: &str) {
    assert!(answer.body().contains(from), "{}", answer.body());
    *answer.body_mut() = answer.body().replacen(from, to, 1);
}

/// Changes the claims of a token in an answer; its signature no longer fits.
fn reclaim(answer: &mut Answer, token: &str, change: impl FnOnce(&mut Value)) {
    let body: Value = serde_json::from_str(answer.body()).unwrap();
    let token = body[token].as_str().unwrap();
    let parts: Vec<_> = token.split('.').collect();
    let mut claims =
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    change(&mut claims);
    let claims = BASE64_URL_SAFE_NO_PAD.encode(claims.to_string());
    let changed = [parts[0], &claims, parts[2]].join(".");
    swap(answer, token, &changed);
}

fn set_header(answer: &mut Answer, name: &'static str, change: impl FnOnce(String) -> String) {
    let value = answer.headers()[name].to_str().unwrap().to_owned();
    answer
        .headers_mut()
        .insert(name, HeaderValue::from_str(&change(value)).unwrap());
}

#[tokio::test]
async fn a_changed_status_or_header_is_found() {
    is_found("refresh garbled", "status", |answer| {
        *answer.status_mut() = StatusCode::UNAUTHORIZED;
    })
    .await;
    is_found("refresh garbled", "header.pragma", |answer| {
        answer.headers_mut().remove("pragma");
    })
    .await;
    is_found("exchange second", "header.vary", |answer| {
        set_header(answer, "vary", |vary| format!("{vary}, Accept"));
    })
    .await;
}

#[tokio::test]
async fn a_changed_redirect_or_cookie_is_found() {
    is_found("provider root", "header.location", |answer| {
        set_header(answer, "location", |url| url.replace("openid-", "oauth-"));
    })
    .await;
    is_found("browser GET", "header.location", |answer| {
        set_header(answer, "location", |url| {
            url.replacen("alice-state", "alice%2Dstate", 1)
        });
    })
    .await;
    is_found("browser GET", "header.set-cookie", |answer| {
        set_header(answer, "set-cookie", |cookie| {
            cookie.replace("; HttpOnly", "")
        });
    })
    .await;
}

#[tokio::test]
async fn changed_json_is_found() {
    is_found("create provider", "$.keys()", |answer| {
        edit(answer, |body| {
            let pk = body.as_object_mut().unwrap().shift_remove("pk").unwrap();
            body["pk"] = pk;
        });
    })
    .await;
    is_found("create user alice", "$.is_active", |answer| {
        edit(answer, |user| user["is_active"] = json!("true"));
    })
    .await;
    is_found(
        "/core/users/?is_superuser=true",
        "$.results.length()",
        |answer| {
            edit(answer, |list| {
                list["results"].as_array_mut().unwrap().pop();
            });
        },
    )
    .await;
    is_found("userinfo GET", "$.layout()", |answer| edit(answer, |_| {})).await;
    is_found("create user alice", "$.date_joined", |answer| {
        edit(answer, |user| {
            user["date_joined"] = json!("2026-11-23T00:35:33.022875Z");
        });
    })
    .await;
}

#[tokio::test]
async fn a_changed_token_is_found() {
    is_found(
        "exchange second",
        "$.id_token.claims.email_verified",
        |answer| {
            reclaim(answer, "id_token", |claims| {
                claims["email_verified"] = json!(true);
            });
        },
    )
    .await;
    is_found(
        "exchange second",
        "$.access_token.claims.lifetime()",
        |answer| {
            reclaim(answer, "access_token", |claims| {
                claims["exp"] = (claims["exp"].as_i64().unwrap() + 2).into();
            });
        },
    )
    .await;
    is_found(
        "client_credentials",
        "$.access_token.claims.keys()",
        |answer| {
            reclaim(answer, "access_token", |claims| claims["jti"] = json!("x"));
        },
    )
    .await;
    is_found("client_credentials", "$.access_token.signature", |answer| {
        let body: Value = serde_json::from_str(answer.body()).unwrap();
        let (_, signature) = body["access_token"]
            .as_str()
            .unwrap()
            .rsplit_once('.')
            .unwrap();
        let forged: String = signature.chars().rev().collect();
        swap(answer, signature, &forged);
    })
    .await;
}

#[tokio::test]
async fn a_value_that_should_be_the_same_again_is_found() {
    is_found("refresh garbled", "$.request_id", |answer| {
        edit(answer, |error| {
            error["request_id"] = json!("0123456789abcdef0123456789abcdef");
        });
    })
    .await;
    is_found("exchange second", "$.id_token.claims.sub", |answer| {
        reclaim(answer, "id_token", |claims| claims["sub"] = json!("7"));
    })
    .await;
}

#[tokio::test]
async fn a_value_that_should_be_a_new_one_is_found() {
    is_found("refresh", "$.refresh_token", |answer| {
        let Sent(sent) = answer.extensions().get().cloned().unwrap();
        let used = sent
            .split(['&', '\n'])
            .find_map(|pair| pair.strip_prefix("refresh_token="));
        edit(answer, |tokens| tokens["refresh_token"] = json!(used));
    })
    .await;
}

#[tokio::test]
async fn a_changed_page_is_found() {
    is_found("404 page", "page", |answer| {
        swap(answer, "Not Found", "Nothing here");
    })
    .await;
    is_found("POST discovery", "title", |answer| {
        swap(answer, "<title>403 ", "<title>404 ");
    })
    .await;
}
