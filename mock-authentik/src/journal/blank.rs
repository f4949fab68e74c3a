//! Blanking secrets, wherever an exchange is shown.

use std::borrow::Cow;
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use regex::{Captures, Regex};
use serde_json::Value;

use super::DecodedToken;

/// Stands for a secret.
const BLANK: &str = "[blanked]";

/// Names of fields, members and inputs that hold a secret. A token among them keeps its header and its
/// claims.
const SECRET: &[&str] = &[
    "access_token",
    "app_password",
    "assertion",
    "client_assertion",
    "client_secret",
    "code",
    "code_verifier",
    "csrfmiddlewaretoken",
    "device_code",
    "flow_token",
    "id_token",
    "id_token_hint",
    "key",
    "key_data",
    "new_password",
    "password",
    "refresh_token",
    "subject_token",
    "token",
];

/// The value of a field without its secret.
fn blanked_value<'a>(name: &str, value: &'a str) -> Cow<'a, str> {
    if DecodedToken::read(value).is_some() {
        return without_signature(value).into();
    }
    if SECRET.contains(&name) && !value.is_empty() {
        return BLANK.into();
    }
    if value.contains('?') {
        return blanked_url(value);
    }
    // A query inside a query, as pages hand theirs on to the flow executor.
    if value.contains("%3D") {
        let query = format!("?{value}");
        return blanked_url(&query)[1..].to_owned().into();
    }
    value.into()
}

/// A token without its signature.
fn without_signature(token: &str) -> String {
    let signed = token.rsplit_once('.').map_or("", |(signed, _)| signed);
    format!("{signed}.{BLANK}")
}

/// A URL, or a path, whose query and fragment hold no secret.
pub(crate) fn blanked_url(url: &str) -> Cow<'_, str> {
    static PAIR: LazyLock<Option<Regex>> = LazyLock::new(|| {
        // A value ends at the next pair, escaped (%23, %26) or not, and at the end of an attribute.
        let value = r#"(?:[^&#"'<>\s%]|%(?:[013-9A-Fa-f].|2[^36]))*"#;
        regex(&format!(r"([?&#]|&amp;|%26|%3F)([\w.-]+)(=|%3D)({value})"))
    });
    replaced(&PAIR, url, |pair| {
        let value = blanked_value(&pair[2], &pair[4]);
        format!("{}{}{}{value}", &pair[1], &pair[2], &pair[3])
    })
}

/// The value of a header without its secrets.
pub(crate) fn blanked_header(name: &str, value: &str) -> String {
    match name {
        "cookie" => value
            .split("; ")
            .map(blanked_cookie)
            .collect::<Vec<_>>()
            .join("; "),
        "set-cookie" => match value.split_once(';') {
            Some((pair, attributes)) => format!("{};{attributes}", blanked_cookie(pair)),
            None => blanked_cookie(value),
        },
        "authorization" | "proxy-authorization" => blanked_credentials(value),
        "x-authentik-csrf" | "x-csrftoken" => BLANK.into(),
        "location" | "referer" => blanked_url(value).into_owned(),
        _ => value.to_owned(),
    }
}

fn blanked_cookie(pair: &str) -> String {
    let name = pair.split('=').next().unwrap_or_default();
    format!("{name}={BLANK}")
}

/// The scheme stays, and the user of `Basic`.
fn blanked_credentials(value: &str) -> String {
    let Some((scheme, credentials)) = value.split_once(' ') else {
        return BLANK.into();
    };
    if DecodedToken::read(credentials).is_some() {
        return format!("{scheme} {}", without_signature(credentials));
    }
    let decoded = STANDARD.decode(credentials).ok();
    let decoded = decoded.and_then(|decoded| String::from_utf8(decoded).ok());
    match decoded.as_deref().and_then(|text| text.split_once(':')) {
        Some((user, _)) if scheme == "Basic" => format!("{scheme} {user}:{BLANK}"),
        _ => format!("{scheme} {BLANK}"),
    }
}

/// A body without its secrets, for people: JSON is indented, a form is a line for each field.
pub(crate) fn blanked_text(content_type: &str, body: &str) -> String {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    match kind {
        "application/json" => match serde_json::from_str::<Value>(body) {
            Ok(mut json) => {
                blank_json("", &mut json);
                serde_json::to_string_pretty(&json).unwrap_or_default()
            }
            Err(_) => blanked_prose(body),
        },
        "application/x-www-form-urlencoded" => url::form_urlencoded::parse(body.as_bytes())
            .map(|(name, value)| format!("{name}={}", blanked_value(&name, &value)))
            .collect::<Vec<_>>()
            .join("\n"),
        _ => blanked_prose(body),
    }
}

fn blank_json(name: &str, value: &mut Value) {
    match value {
        Value::String(text) => *text = blanked_value(name, text).into_owned(),
        Value::Array(items) => items.iter_mut().for_each(|item| blank_json(name, item)),
        Value::Object(members) => members
            .iter_mut()
            .for_each(|(name, member)| blank_json(name, member)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Pages, and JSON that was cut off: what names a secret there is followed by its value in quotes.
fn blanked_prose(text: &str) -> String {
    static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let names = SECRET.join("|");
        regex(&format!(r#""({names})"(\s*:\s*|\s+value=)"[^"]*("|$)"#))
    });
    static TOKEN: LazyLock<Option<Regex>> = LazyLock::new(|| regex(r"(eyJ[\w-]*\.[\w-]*)\.[\w-]*"));
    let named = replaced(&NAMED, text, |found| {
        format!("\"{}\"{}\"{BLANK}\"", &found[1], &found[2])
    });
    let without_tokens = replaced(&TOKEN, &named, |found| format!("{}.{BLANK}", &found[1]));
    blanked_url(&without_tokens).into_owned()
}

/// The patterns are constants, so that this is always one; a test uses each.
fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// Without its pattern nothing of the text may be shown.
fn replaced<'a>(
    pattern: &LazyLock<Option<Regex>>,
    text: &'a str,
    replacement: impl Fn(&Captures<'_>) -> String,
) -> Cow<'a, str> {
    match &**pattern {
        Some(pattern) => pattern.replace_all(text, replacement),
        None => BLANK.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `{"alg":"none"}`, `{"sub":"1"}`.
    const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2VjcmV0";
    const SIGNED: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0";

    #[test]
    fn headers_keep_names_schemes_users_and_claims() {
        for (name, value, blanked) in [
            (
                "cookie",
                "a=1; b=x=y",
                "a=[blanked]; b=[blanked]".to_owned(),
            ),
            (
                "set-cookie",
                "a=1; Path=/; HttpOnly",
                "a=[blanked]; Path=/; HttpOnly".into(),
            ),
            (
                "authorization",
                "Basic b3BlbnpybzpzM2NyZXQ=",
                "Basic openzro:[blanked]".into(),
            ),
            ("authorization", "Bearer s3cret", "Bearer [blanked]".into()),
            (
                "authorization",
                &format!("Bearer {TOKEN}"),
                format!("Bearer {SIGNED}.[blanked]"),
            ),
            ("authorization", "s3cret", "[blanked]".into()),
            (
                "location",
                "https://x/cb?code=1&state=2#token=3",
                "https://x/cb?code=[blanked]&state=2#token=[blanked]".into(),
            ),
            (
                "referer",
                "/if/flow/x/?next=%2Fcb%3Fcode%3D1%26state%3D2&query=token%3D3",
                "/if/flow/x/?next=%2Fcb%3Fcode%3D[blanked]%26state%3D2&query=token%3D[blanked]"
                    .into(),
            ),
            ("accept", "*/*", "*/*".into()),
        ] {
            assert_eq!(blanked_header(name, value), blanked);
        }
    }

    #[test]
    fn bodies_keep_what_is_no_secret() {
        let form = "grant_type=password&password=s3cret&empty=&client_secret=";
        let shown = blanked_text("application/x-www-form-urlencoded", form);
        assert_eq!(
            shown,
            "grant_type=password\npassword=[blanked]\nempty=\nclient_secret="
        );
        let json = format!(
            r#"{{"access_token": "{TOKEN}", "refresh_token": "s3cret", "nested": [{{"key": "s3cret"}}], "to": "/?code=s3cret", "expires_in": 3}}"#
        );
        let shown = blanked_text("application/json; charset=utf-8", &json);
        let expected = serde_json::json!({
            "access_token": format!("{SIGNED}.[blanked]"),
            "refresh_token": BLANK,
            "nested": [{"key": BLANK}],
            "to": "/?code=[blanked]",
            "expires_in": 3,
        });
        assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), expected);
    }

    #[test]
    fn pages_and_json_that_is_cut_off_are_blanked_too() {
        let page = format!(
            r#"<input name="code" value="s3cret"><a href="/?a=1&amp;token=s3cret">{TOKEN}</a>"#
        );
        let shown = blanked_text("text/html; charset=utf-8", &page);
        assert!(
            !shown.contains("s3cret") && !shown.contains("c2VjcmV0"),
            "{shown}"
        );
        assert!(shown.contains(SIGNED), "{shown}");
        let shown = blanked_text("application/json", r#"{"name": "a", "key": "s3cret"#);
        assert!(
            shown.contains("\"name\": \"a\"") && !shown.contains("s3cret"),
            "{shown}"
        );
    }
}
