//! The token endpoint.

use mock_authentik::Profile;
use reqwest::Method;
use serde_json::json;

use crate::world::{CALLBACK, CLIENT, Fields, Headers, SECRET, World, claims};

/// What is answered to a form: the status, and the error if it is one.
async fn outcome(world: &World, form: &[(&str, &str)]) -> (u16, String) {
    world.token(form).await.outcome()
}

#[tokio::test]
async fn errors_are_400_whatever_is_wrong() {
    let world = World::new().await;
    let code = ("grant_type", "authorization_code");
    let somewhere = ("redirect_uri", CALLBACK);
    let elsewhere = ("redirect_uri", "https://zro.example.com/auth/");
    let table: [(&str, Fields<'_>, &str); 12] = [
        ("observed, section 5", &[], "unsupported_grant_type"),
        (
            "observed, section 5",
            &[("grant_type", "bogus")],
            "unsupported_grant_type",
        ),
        (
            "src/views/token.py",
            &[("grant_type", "implicit")],
            "unsupported_grant_type",
        ),
        ("observed, section 5", &[code], "invalid_grant"),
        (
            "src/views/token.py: the code comes first",
            &[code, elsewhere],
            "invalid_grant",
        ),
        (
            "observed, section 5",
            &[code, ("code", "x"), elsewhere],
            "invalid_client",
        ),
        (
            "observed, section 5",
            &[code, ("code", "x")],
            "invalid_client",
        ),
        (
            "observed, section 5",
            &[code, ("code", "x"), somewhere],
            "invalid_grant",
        ),
        (
            "02-authcode-pkce, refresh missing token",
            &[("grant_type", "refresh_token")],
            "invalid_grant",
        ),
        (
            "observed, section 6",
            &[("grant_type", "urn:ietf:params:oauth:grant-type:device_code")],
            "invalid_grant",
        ),
        (
            "20-service-account, no username, no secret",
            &[("grant_type", "client_credentials")],
            "invalid_grant",
        ),
        (
            "20-service-account, unsupported assertion",
            &[("grant_type", "password"), ("client_assertion_type", "x")],
            "invalid_grant",
        ),
    ];
    for (evidence, form, error) in table {
        assert_eq!(
            outcome(&world, form).await,
            (400, error.to_owned()),
            "{evidence}: {form:?}"
        );
    }
}

#[tokio::test]
async fn a_client_is_known_by_header_or_form() {
    let world = World::new().await;
    world.change(json!({"client_type": "confidential"})).await;
    let grant = ("grant_type", "refresh_token");
    let id = ("client_id", CLIENT);
    let (bad, good) = (("client_secret", "x"), ("client_secret", SECRET));
    let basic = "Basic b3Blbnpybzpz M2NyZXQ=";
    let table: [(&str, Headers<'_>, Fields<'_>, &str); 8] = [
        ("observed, section 5", &[], &[grant], "invalid_client"),
        (
            "observed, section 5",
            &[],
            &[grant, id, bad],
            "invalid_client",
        ),
        (
            "src/views/token.py",
            &[],
            &[grant, id, good],
            "invalid_grant",
        ),
        (
            "reference, section 1.1",
            &[("authorization", "Basic b3BlbnpybzpzM2NyZXQ=")],
            &[grant],
            "invalid_grant",
        ),
        (
            "src/utils.py: the header wins",
            &[("authorization", "Basic b3Blbnpybzp4")],
            &[grant, id, good],
            "invalid_client",
        ),
        (
            "src/utils.py: nobody",
            &[("authorization", "Basic %%%")],
            &[grant, id, good],
            "invalid_client",
        ),
        (
            "src/utils.py: of a second word nothing is read",
            &[("authorization", basic)],
            &[grant, id, good],
            "invalid_client",
        ),
        (
            "src/utils.py: spelt so",
            &[("authorization", "basic b3Blbnpybzp4")],
            &[grant, id, good],
            "invalid_grant",
        ),
    ];
    for (evidence, headers, form, error) in table {
        let answer = world.send((Method::POST, "token"), headers, form).await;
        assert_eq!(
            answer.outcome(),
            (400, error.to_owned()),
            "{evidence}: {headers:?} {form:?}"
        );
    }
}

#[tokio::test]
async fn the_header_is_percent_encoded_since_2026_2() {
    for (profile, error) in [
        (Profile::V2025_12, "invalid_client"),
        (Profile::V2026_2, "invalid_grant"),
    ] {
        let world = World::of(profile).await;
        // `%6fpenzro:`
        let headers = [("authorization", "Basic JTZmcGVuenJvOg==")];
        let form = [("grant_type", "refresh_token")];
        let answer = world.send((Method::POST, "token"), &headers, &form).await;
        assert_eq!(
            answer.outcome(),
            (400, error.to_owned()),
            "reference, section 1.1"
        );
    }
}

#[tokio::test]
async fn claims_are_those_of_the_grant() {
    let world = World::new().await;
    world.log_in().await;
    let names = |token: &str| -> Vec<String> {
        let claims = claims(token);
        claims.as_object().unwrap().keys().cloned().collect()
    };
    let own = [
        "iss",
        "sub",
        "aud",
        "exp",
        "iat",
        "auth_time",
        "acr",
        "amr",
        "nonce",
        "sid",
    ];
    let mapped = [
        "email",
        "email_verified",
        "name",
        "given_name",
        "preferred_username",
        "nickname",
        "groups",
    ];
    let answer = world.tokens(&[("nonce", "n")]).await;
    let all = [&own[..], &mapped[..]].concat();
    assert_eq!(
        names(&answer.member("id_token")),
        all,
        "observed, section 5"
    );
    let more = [&all[..], &["azp", "uid", "scope"]].concat();
    assert_eq!(
        names(&answer.member("access_token")),
        more,
        "observed, section 5"
    );

    world
        .change(json!({"include_claims_in_id_token": false}))
        .await;
    let answer = world.tokens(&[("nonce", "n")]).await;
    assert_eq!(
        names(&answer.member("id_token")),
        own,
        "observed, section 12"
    );
    let answer = world.tokens(&[("nonce", "")]).await;
    let without: Vec<&str> = own.into_iter().filter(|name| *name != "nonce").collect();
    assert_eq!(
        names(&answer.member("id_token")),
        without,
        "reference, section 3.1"
    );
}

#[tokio::test]
async fn an_unknown_method_is_told_the_known_ones() {
    let world = World::new().await;
    for path in ["token", "introspect", "revoke", "device"] {
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE] {
            let answer = world.send((method.clone(), path), &[], &[]).await;
            assert_eq!(answer.status, 405, "01-discovery-jwks, GET {path}");
            assert_eq!(answer.header("allow"), "POST, OPTIONS", "{method} {path}");
        }
    }
    let query =
        world.mock.url() + "/application/o/token/?grant_type=refresh_token&client_id=openzro";
    let answer = world.browser.post(query).send().await.unwrap();
    assert_eq!(
        answer.status(),
        400,
        "observed, section 13: a query is not read"
    );
}
