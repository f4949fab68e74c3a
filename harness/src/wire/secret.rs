//! What must not be shown: which headers and fields carry secrets, and messages without them.

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, PROXY_AUTHORIZATION, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use serde_json::Value;
use url::form_urlencoded;

use super::shape;

/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// Members of JSON objects, form fields and query parameters whose values are secrets: those of
/// RFC 6749, 7636, 8628 and 7521, Authentik's, and openZro's.
const SECRET_FIELDS: [&str; 18] = [
    "access_token",
    "app_password",
    "client_assertion",
    "client_secret",
    "code_verifier",
    "device_code",
    "flow_token",
    "id_token",
    "jwtToken",
    "jwt_token",
    "key",
    "key_data",
    "password",
    "plain_token",
    "refresh_token",
    "secret",
    "setup_key",
    "token",
];

const SECRET_HEADERS: [HeaderName; 5] = [
    AUTHORIZATION,
    COOKIE,
    PROXY_AUTHORIZATION,
    SET_COOKIE,
    HeaderName::from_static("x-authentik-csrf"),
];

/// Whether a field of this name holds a secret.
pub fn is_secret_field(name: &str) -> bool {
    SECRET_FIELDS.contains(&name)
}

/// Whether a header of this name holds a secret.
pub fn is_secret_header(name: &HeaderName) -> bool {
    SECRET_HEADERS.contains(name)
}

/// The headers, secret ones emptied, opaque values in others named by their format.
pub fn redact_headers(headers: &HeaderMap) -> HeaderMap {
    let shown = |(name, value): (&HeaderName, &HeaderValue)| {
        let text = if is_secret_header(name) {
            REDACTED.to_owned()
        } else {
            shape(&String::from_utf8_lossy(value.as_bytes()))
        };
        let value = HeaderValue::from_str(&text).ok();
        (
            name.clone(),
            value.unwrap_or(HeaderValue::from_static(REDACTED)),
        )
    };
    headers.iter().map(shown).collect()
}

/// The target, secrets in its query taken out.
pub fn redact_target(target: &str) -> String {
    match target.split_once('?') {
        Some((path, query)) => format!("{}?{}", shape(path), redact_form(query)),
        None => shape(target),
    }
}

/// The body, JSON or form or text, secrets taken out.
pub fn redact_body(headers: &HeaderMap, body: &Bytes) -> Bytes {
    let text = String::from_utf8_lossy(body);
    if let Ok(mut json) = serde_json::from_slice::<Value>(body) {
        redact_json(&mut json);
        return json.to_string().into();
    }
    let kind = headers
        .get(http::header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
        return redact_form(&text).into();
    }
    shape(&text).into()
}

fn redact_form(form: &str) -> String {
    let mut shown = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(form.as_bytes()) {
        let secret = is_secret_field(&name);
        shown.append_pair(
            &name,
            &if secret {
                REDACTED.to_owned()
            } else {
                shape(&value)
            },
        );
    }
    shown.finish()
}

fn redact_json(json: &mut Value) {
    match json {
        Value::Object(members) => {
            for (name, member) in members {
                if is_secret_field(name) && member.is_string() {
                    *member = REDACTED.into();
                } else {
                    redact_json(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact_json),
        Value::String(text) => *text = shape(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kind(value: &'static str) -> HeaderMap {
        [(http::header::CONTENT_TYPE, HeaderValue::from_static(value))]
            .into_iter()
            .collect()
    }

    proptest! {
        #[test]
        fn no_password_survives_in_json_or_form(password in "[a-z]{5,12}-[a-zA-Z0-9]{3,9}") {
            let json = format!(r#"{{"user": {{"password": "{password}", "name": "alice"}}}}"#);
            let form = format!("grant_type=password&password={password}");
            let json = redact_body(&kind("application/json"), &json.into());
            let form = redact_body(&kind("application/x-www-form-urlencoded"), &form.into());
            for shown in [json, form] {
                let shown = String::from_utf8(shown.to_vec()).unwrap();
                prop_assert!(!shown.contains(&password));
                prop_assert!(shown.contains("password"));
            }
        }
    }

    #[test]
    fn headers_and_targets_keep_their_form_without_their_secrets() {
        let headers: HeaderMap = [
            (
                AUTHORIZATION,
                HeaderValue::from_static("Bearer akadmin-token"),
            ),
            (http::header::ACCEPT, HeaderValue::from_static("*/*")),
        ]
        .into_iter()
        .collect();
        let shown = redact_headers(&headers);
        assert_eq!(shown[AUTHORIZATION], REDACTED);
        assert_eq!(shown[http::header::ACCEPT], "*/*");
        assert_eq!(
            redact_target("/a?code=558e470645b0425a9920710230da9238&token=s3cret&page=1"),
            "/a?code=%5B32+hex+digits%5D&token=%5Bredacted%5D&page=1"
        );
    }
}
