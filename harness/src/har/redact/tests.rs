//! The laws of redaction, with secrets planted in every place and encoding.

use base64::prelude::BASE64_STANDARD;
use http::header::{CONTENT_TYPE, HOST, REFERER};
use http::{Method, StatusCode};
use proptest::prelude::*;
use serde_json::json;

use super::*;

/// What is planted.
#[derive(Clone, Debug)]
struct Secrets {
    password: String,
    cookie: String,
    code: String,
    token: String,
    email: String,
    host: String,
}

fn secrets() -> impl Strategy<Value = Secrets> {
    (
        "[a-z]{4}[A-Z]{2}[0-9]{2}[!#$&'()*,/:;<>?^|~ \"\\\\]{0,4}[a-z]{2,6}",
        "[a-zA-Z0-9]{10,40}",
        "[0-9a-f]{32}",
        "[A-Za-z0-9]{40,60}",
        "[a-z]{3,8}\\.[a-z]{3,8}@[a-z]{4,8}-mail\\.[a-z]{2,4}",
        "[a-z]{3,8}-sso\\.[a-z]{4,8}\\.[a-z]{2,4}",
    )
        .prop_map(|(password, cookie, code, token, email, host)| Secrets {
            password,
            cookie: format!("c{cookie}"),
            code,
            token: format!("T{token}"),
            email,
            host,
        })
}

fn percent(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#x27;")
}

fn jwt(secrets: &Secrets) -> String {
    let part = |value: Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let header = part(json!({ "alg": "RS256", "kid": secrets.code }));
    let claims = part(json!({
        "iss": format!("https://{}/application/o/openzro/", secrets.host),
        "email": secrets.email,
        "sub": "6",
    }));
    format!("{header}.{claims}.{}", secrets.token)
}

/// An exchange in which everything stands everywhere.
fn exchange(secrets: &Secrets) -> (Url, Request, Response) {
    let Secrets {
        password,
        cookie,
        code,
        token,
        email,
        host,
    } = secrets;
    let inner = format!("code={code}&login_hint={}&token={token}", percent(email));
    let next = format!("https://{host}/auth?{inner}");
    let basic = BASE64_STANDARD.encode(format!("{email}:{password}"));
    let header = |text: String| HeaderValue::from_str(&text).unwrap();
    let request = Request {
        method: Method::POST,
        target: format!(
            "/application/o/authorize/?code={code}&next={}&query={}",
            percent(&next),
            percent(&percent(&next)),
        ),
        headers: [
            (HOST, header(host.clone())),
            (AUTHORIZATION, header(format!("Basic {basic}"))),
            (COOKIE, header(format!("a=b; authentik_session={cookie}"))),
            (REFERER, header(next.clone())),
            (
                CONTENT_TYPE,
                HeaderValue::from_static("application/x-www-form-urlencoded"),
            ),
        ]
        .into_iter()
        .collect(),
        body: format!(
            "password={}&username={}&state={token}",
            percent(password),
            percent(email)
        )
        .into(),
    };
    let packed = BASE64_STANDARD.encode(format!("of {email} at {host}: {password} {cookie}"));
    let page = format!(
        "<a href=\"{}\">{}</a><input name=\"csrfmiddlewaretoken\" value=\"{cookie}\">\
         <p>{}</p><script>x = {{\"next\": {}, \"was\": {}, \"jwt\": \"{}\"}}</script><i>{packed}</i> {}",
        html(&next),
        html(email),
        html(password),
        json!(next),
        json!(password),
        jwt(secrets),
        percent(&percent(password)),
    );
    let response = Response {
        status: StatusCode::OK,
        headers: [
            (
                SET_COOKIE,
                header(format!("authentik_session={cookie}; Domain={host}; Path=/")),
            ),
            (http::header::LOCATION, header(next.clone())),
        ]
        .into_iter()
        .collect(),
        body: json!({
            "id_token": jwt(secrets),
            "refresh_token": token,
            "password": password,
            "echo": password,
            "users": [{ "email": email, email: 1 }],
            "page": page,
            "config": { "kty": "RSA", "n": token, "x5c": [token] },
        })
        .to_string()
        .into(),
    };
    let base = format!("https://{host}/").parse().unwrap();
    (base, request, response)
}

fn redacted((base, request, response): &(Url, Request, Response)) -> (Url, Request, Response) {
    let redactor = Redactor::of([(base, request, Some(response))]);
    (
        redactor.base(base),
        redactor.request(request),
        redactor.response(response),
    )
}

/// All that is written of an exchange.
fn written((base, request, response): &(Url, Request, Response)) -> String {
    let headers = |headers: &HeaderMap| format!("{headers:?}").replace("Sensitive", "");
    format!(
        "{base}\n{}\n{}\n{}\n{}\n{}",
        request.target,
        headers(&request.headers),
        String::from_utf8_lossy(&request.body),
        headers(&response.headers),
        String::from_utf8_lossy(&response.body),
    )
}

/// A text with what it holds in base64, and what that holds.
fn opened(text: &str, depth: usize) -> String {
    let mut all = text.to_owned();
    let letter = |it: char| it.is_ascii_alphanumeric() || "+/-_".contains(it);
    for run in text.split(|it| !letter(it)).filter(|_| depth > 0) {
        let standard = run.replace('-', "+").replace('_', "/");
        if let Ok(bytes) = LENIENT.decode(standard)
            && let Ok(inner) = String::from_utf8(bytes)
        {
            all.push_str(&opened(&inner, depth - 1));
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_secret_survives_in_any_place_or_encoding(secrets in secrets()) {
        let shown = redacted(&exchange(&secrets));
        let text = opened(&written(&shown), 3);
        let Secrets { password, cookie, code, token, email, host } = &secrets;
        let person = email.split_once('@').unwrap().0.to_owned();
        for secret in [password, cookie, code, token, email, host, &person] {
            let once = percent(secret);
            let escaped = json!(secret).to_string();
            let ways = [
                secret.clone(),
                percent(&once),
                once,
                html(secret),
                escaped.trim_matches('"').to_owned(),
                secret.to_uppercase(),
            ];
            for way in ways {
                prop_assert!(!text.contains(&way), "{way} survives in\n{text}");
            }
        }
    }

    #[test]
    fn equal_values_stay_equal_and_others_apart(secrets in secrets()) {
        let (_, request, response) = redacted(&exchange(&secrets));
        let body: Value = serde_json::from_slice(&response.body).unwrap();
        prop_assert_eq!(&body["password"], &body["echo"]);
        let form: HashMap<_, _> = form_urlencoded::parse(&request.body).into_owned().collect();
        prop_assert_eq!(body["password"].as_str(), Some(form["password"].as_str()));
        prop_assert_eq!(body["refresh_token"].as_str(), Some(form["state"].as_str()));
        prop_assert_eq!(body["users"][0]["email"].as_str(), Some(form["username"].as_str()));
        let jwt = Jwt::parse(body["id_token"].as_str().unwrap()).unwrap();
        prop_assert_eq!(&jwt.claims["email"], &body["users"][0]["email"]);
        prop_assert_eq!(&jwt.claims["sub"], "6");
        let query = request.query().unwrap();
        let code = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "code");
        prop_assert_eq!(jwt.header("kid"), code.as_ref().map(|(_, code)| &**code));
        let different = [&body["password"], &body["refresh_token"], &body["users"][0]["email"]];
        prop_assert_eq!(different.iter().collect::<HashSet<_>>().len(), 3);
    }

    #[test]
    fn what_is_redacted_stays_as_it_is(secrets in secrets()) {
        let once = redacted(&exchange(&secrets));
        prop_assert_eq!(written(&redacted(&once)), written(&once));
    }
}

#[test]
fn what_looked_random_still_does() {
    let redactor = {
        let mut found = Found::default();
        found.text(
            "code 558e470645b0425a9920710230da9238, id yyi49KdUe74QysKz4DK0aSAd2rnRHBkT698RIApd",
        );
        Redactor::hiding(&found)
    };
    assert_eq!(
        redactor
            .text("558e470645b0425a9920710230da9238 of yyi49KdUe74QysKz4DK0aSAd2rnRHBkT698RIApd"),
        "00000000000000000000000000000001 of Redacted00000000000000000000000000000001"
    );
}
