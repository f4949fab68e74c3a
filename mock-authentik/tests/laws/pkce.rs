//! A code is redeemed exactly when a reference model of PKCE lets it be (RFC 7636; reference, section 2.3).

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use proptest::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::browser::{Browser, code};
use crate::installation::{Installation, cases, runtime};

/// What the client sends, at authorize and at token.
#[derive(Clone, Debug)]
struct Exchange {
    method: Option<String>,
    challenge: Option<String>,
    verifier: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    RefusedAtAuthorize,
    RefusedAtToken,
    Redeemed,
}

fn s256(verifier: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

fn model(exchange: &Exchange) -> Outcome {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    // An empty method is one that nobody knows.
    let method = exchange.method.as_deref().unwrap_or("plain");
    let verifier = given(&exchange.verifier);
    let (challenge, verifier) = match (given(&exchange.challenge), verifier) {
        (Some(_), _) if !["plain", "S256"].contains(&method) => {
            return Outcome::RefusedAtAuthorize;
        }
        (None, None) => return Outcome::Redeemed,
        (Some(challenge), Some(verifier)) => (challenge, verifier),
        (Some(_), None) | (None, Some(_)) => return Outcome::RefusedAtToken,
    };
    let met = match method {
        "S256" => s256(&verifier) == challenge,
        _ => verifier == challenge,
    };
    if met {
        Outcome::Redeemed
    } else {
        Outcome::RefusedAtToken
    }
}

fn exchanges() -> impl Strategy<Value = Exchange> {
    let method = prop::option::of(prop::sample::select(vec![
        "", "plain", "S256", "s256", "S512", "PLAIN",
    ]));
    let verifier = "[A-Za-z0-9._~-]{43}";
    // The challenge belongs to the verifier as S256, or plainly, or is another's, or is not there.
    (method, verifier, 0..8_u8, 0..6_u8).prop_map(|(method, verifier, challenge, sent)| Exchange {
        method: method.map(str::to_owned),
        challenge: match challenge {
            0..3 => Some(s256(&verifier)),
            3..5 => Some(verifier.clone()),
            5 => Some(s256("another's")),
            6 => Some(String::new()),
            _ => None,
        },
        verifier: match sent {
            0..3 => Some(verifier),
            3 => Some("another's".into()),
            4 => Some(String::new()),
            _ => None,
        },
    })
}

#[test]
fn a_code_is_redeemed_as_the_model_has_it() {
    let runtime = runtime();
    let (installation, client, browser) = runtime.block_on(async {
        let installation = Installation::start().await;
        let client = installation.client("app", json!({})).await;
        installation.user("alice").await;
        let browser = Browser::new(&installation);
        assert!(browser.log_in("alice").await);
        (installation, client, browser)
    });
    proptest!(cases(96), |(exchange in exchanges())| {
        let fields = [("code_challenge_method", &exchange.method), ("code_challenge", &exchange.challenge)];
        let fields: Vec<_> = fields.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect();
        runtime.block_on(async {
            let answer = browser.authorize(&client, &fields).await;
            prop_assert_eq!(answer.status, 302);
            let Some(code) = code(&answer) else {
                prop_assert!(answer.location.contains("error=invalid_request"), "{}", answer.location);
                prop_assert_eq!(model(&exchange), Outcome::RefusedAtAuthorize);
                return Ok(());
            };
            let answer = installation.redeem(&client, &code, exchange.verifier.as_deref()).await;
            let expected = model(&exchange);
            match answer.status {
                200 => prop_assert_eq!(expected, Outcome::Redeemed),
                400 => {
                    prop_assert_eq!(&answer.body["error"], "invalid_grant");
                    prop_assert_eq!(expected, Outcome::RefusedAtToken);
                    // A refusal leaves the code as it was: no verifier that fails can spend it.
                    let again = installation.redeem(&client, &code, exchange.verifier.as_deref()).await;
                    prop_assert_eq!(&again.body["error"], "invalid_grant");
                }
                status => prop_assert!(false, "answered {}", status),
            }
            Ok(())
        })?;
    });
}

#[test]
fn failed_attempts_do_not_spend_a_code() {
    let runtime = runtime();
    runtime.block_on(async {
        let installation = Installation::start().await;
        let client = installation.client("app", json!({})).await;
        installation.user("alice").await;
        let browser = Browser::new(&installation);
        assert!(browser.log_in("alice").await);
        let challenge = s256("the verifier");
        let fields = [
            ("code_challenge_method", "S256"),
            ("code_challenge", challenge.as_str()),
        ];
        let code = code(&browser.authorize(&client, &fields).await).unwrap();
        for wrong in [None, Some("another's"), Some("")] {
            assert_eq!(installation.redeem(&client, &code, wrong).await.status, 400);
        }
        assert_eq!(
            installation
                .redeem(&client, &code, Some("the verifier"))
                .await
                .status,
            200
        );
        assert_eq!(
            installation
                .redeem(&client, &code, Some("the verifier"))
                .await
                .status,
            400
        );
    });
}
