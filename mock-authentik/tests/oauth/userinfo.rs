//! Userinfo.

use reqwest::Method;

use crate::world::World;

const INVALID: &str = "error=\"invalid_token\", error_description=\"The access token provided is \
                       expired, revoked, malformed, or invalid for other reasons\"";
const INSUFFICIENT: &str = "error=\"insufficient_scope\", error_description=\"The request requires \
                            higher privileges than provided by the access token\"";

#[tokio::test]
async fn the_token_is_looked_at_before_the_method() {
    let world = World::new().await;
    world.log_in().await;
    let token = world.tokens(&[]).await.member("access_token");
    let scopeless = world.tokens(&[("scope", "profile")]).await;
    let bearer = |word: &str, token: &str| format!("{word} {token}");
    let good = bearer("Bearer", &token);
    let table: [(&str, Method, String, u16, &str); 9] = [
        ("observed, section 5", Method::GET, good.clone(), 200, ""),
        (
            "observed, section 5",
            Method::POST,
            bearer("bearer", &token),
            200,
            "",
        ),
        ("src/utils.py", Method::HEAD, good.clone(), 200, ""),
        (
            "reference, section 1.6",
            Method::GET,
            bearer("BEARER", &token),
            401,
            INVALID,
        ),
        (
            "observed, section 5",
            Method::GET,
            bearer("Bearer", "x"),
            401,
            INVALID,
        ),
        (
            "observed, section 5",
            Method::GET,
            "Basic x".to_owned(),
            401,
            INVALID,
        ),
        (
            "src/views/userinfo.py",
            Method::PUT,
            bearer("Bearer", "x"),
            401,
            INVALID,
        ),
        ("src/views/userinfo.py", Method::PUT, good, 405, ""),
        (
            "observed, section 5",
            Method::GET,
            bearer("Bearer", &scopeless.member("access_token")),
            403,
            INSUFFICIENT,
        ),
    ];
    for (evidence, method, header, status, challenge) in table {
        let headers = [
            ("authorization", header.as_str()),
            ("origin", "https://zro.example.com"),
        ];
        let answer = world
            .send((method.clone(), "userinfo"), &headers, &[])
            .await;
        assert_eq!(answer.status, status, "{evidence}: {method} {header}");
        assert_eq!(answer.header("www-authenticate"), challenge, "{evidence}");
        // Who is refused is from nowhere (observed, section 10).
        let origin = answer.header("access-control-allow-origin");
        let expected = if challenge.is_empty() {
            "https://zro.example.com"
        } else {
            ""
        };
        assert_eq!(origin, expected, "{evidence}: {method} {header}");
        let allow = if status == 405 {
            "GET, POST, HEAD, OPTIONS"
        } else {
            ""
        };
        assert_eq!(answer.header("allow"), allow, "{evidence}");
    }
    let form = [("access_token", token.as_str())];
    let answer = world.send((Method::POST, "userinfo"), &[], &form).await;
    assert_eq!(answer.status, 200, "reference, section 1.6");
}

#[tokio::test]
async fn it_begins_with_sub_and_ends_with_a_nonce() {
    let world = World::new().await;
    world.log_in().await;
    for (nonce, last) in [("n", "nonce"), ("", "groups")] {
        let token = world
            .tokens(&[("nonce", nonce)])
            .await
            .member("access_token");
        let json = world.userinfo(&token).await.json();
        let names: Vec<&String> = json.as_object().unwrap().keys().collect();
        assert_eq!(
            names.first().unwrap().as_str(),
            "sub",
            "observed, section 5"
        );
        assert_eq!(names.last().unwrap().as_str(), last, "observed, section 5");
    }
}
