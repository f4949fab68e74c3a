//! One exchange or call in lines.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION, CONTENT_TYPE, HeaderName, LOCATION, ORIGIN,
    RETRY_AFTER, WWW_AUTHENTICATE,
};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::fmt::Write as _;
use url::form_urlencoded;

use super::cookie;
use super::json::{print, stable};
use super::placeholders::Placeholders;
use super::token;
use crate::wire::{Call, Exchange, Keys, Outcome, Peer};

/// Headers of requests that the other side acts on. Others, such as `User-Agent`, are the client
/// library's own.
const ASKED: [HeaderName; 2] = [AUTHORIZATION, ORIGIN];

/// Headers of answers that the asking side acts on.
const ANSWERED: [HeaderName; 4] = [
    LOCATION,
    WWW_AUTHENTICATE,
    RETRY_AFTER,
    ACCESS_CONTROL_ALLOW_ORIGIN,
];

/// What was asked and what was answered, apart, so that repetitions can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lines {
    /// Who asked whom what, in one line.
    pub(super) title: String,
    /// The rest of the question.
    pub(super) asked: String,
    /// The answer's status and headers.
    pub(super) answered: String,
    /// The answer's body.
    pub(super) body: String,
    /// The tokens in it that are new.
    pub(super) tokens: String,
}

/// An HTTP exchange in lines.
pub(super) fn exchange(shown: &mut Placeholders, keys: &Keys, exchange: &Exchange) -> Lines {
    let request = &exchange.request;
    shown.assert_formats(false);
    let path = shown.path(&decoded(request.path()));
    let title = format!(
        "{} → {}: {} {path}",
        exchange.from, exchange.to, request.method
    );
    let mut asked = String::new();
    if let Some(query) = request.query() {
        query_lines(shown, query, &mut asked);
    }
    for name in ASKED {
        header_lines(shown, &request.headers, &name, &mut asked);
    }
    body_lines(shown, &request.headers, &request.body, &mut asked);
    shown.assert_formats(true);
    let (mut answered, mut body) = (String::new(), String::new());
    match &exchange.outcome {
        Outcome::Broken(_) => answered.push_str("  ← no answer\n"),
        Outcome::Answered(response) => {
            writeln!(answered, "  ← {}", status(response.status)).ok();
            for name in ANSWERED {
                header_lines(shown, &response.headers, &name, &mut answered);
            }
            if exchange.to == Peer::Authentik {
                answered.extend(cookie::lines(&response.headers, shown.is_secure()));
            }
            body_lines(shown, &response.headers, &response.body, &mut body);
        }
    }
    Lines {
        title,
        asked,
        answered,
        body,
        tokens: new_tokens(shown, keys, exchange.started),
    }
}

/// A gRPC call in lines.
pub(super) fn call(shown: &mut Placeholders, keys: &Keys, call: &Call) -> Lines {
    shown.assert_formats(false);
    let request = stable(shown, "", &call.request);
    shown.assert_formats(true);
    let (answered, body) = match &call.outcome {
        Ok(answer) => {
            let answer = stable(shown, "", answer);
            ("  ← OK\n".to_owned(), format!("{}\n", print(&answer, 4)))
        }
        Err(status) => {
            let message = shown.text("", &status.message);
            (format!("  ← {}: {message}\n", status.code), String::new())
        }
    };
    Lines {
        title: format!("{} → {}: gRPC {}", call.from, call.to, call.method),
        asked: format!("{}\n", print(&request, 4)),
        answered,
        body,
        tokens: new_tokens(shown, keys, call.started),
    }
}

fn new_tokens(shown: &mut Placeholders, keys: &Keys, seen: Timestamp) -> String {
    let tokens = shown.new_tokens();
    let tokens = tokens.iter();
    tokens
        .map(|token| token::describe(shown, keys, token, seen))
        .collect()
}

fn status(status: StatusCode) -> String {
    let reason = status.canonical_reason().unwrap_or_default();
    format!("{} {reason}", status.as_u16())
        .trim_end()
        .to_owned()
}

/// A query in lines; by its name where it has been shown before.
fn query_lines(shown: &mut Placeholders, query: &str, lines: &mut String) {
    match shown.query(query) {
        Some(name) => {
            writeln!(lines, "    ? {name}").ok();
        }
        None => pairs(shown, "?", query, lines),
    }
}

/// Query or form in lines.
fn pairs(shown: &mut Placeholders, mark: &str, encoded: &str, lines: &mut String) {
    for (name, value) in form_urlencoded::parse(encoded.as_bytes()) {
        let value = shown.value(&name, &value);
        writeln!(lines, "    {mark} {name} = {value}").ok();
    }
}

fn header_lines(
    shown: &mut Placeholders,
    headers: &HeaderMap,
    name: &HeaderName,
    lines: &mut String,
) {
    for value in headers.get_all(name) {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        match (name, value.split_once('?')) {
            (&LOCATION, Some((base, query))) => {
                let base = shown.text("", base);
                writeln!(lines, "    location: {base}").ok();
                query_lines(shown, query, lines);
            }
            (&AUTHORIZATION, _) => {
                let value = authorization(shown, &value);
                writeln!(lines, "    authorization: {value}").ok();
            }
            _ => {
                let value = shown.text("", &value);
                writeln!(lines, "    {name}: {value}").ok();
            }
        }
    }
}

fn authorization(shown: &mut Placeholders, value: &str) -> String {
    let Some((scheme, credentials)) = value.split_once(' ') else {
        return shown.value("token", value);
    };
    let basic = scheme.eq_ignore_ascii_case("basic");
    let pair = basic
        .then(|| BASE64_STANDARD.decode(credentials).ok())
        .flatten();
    let pair = pair.and_then(|pair| String::from_utf8(pair).ok());
    match pair.as_deref().and_then(|pair| pair.split_once(':')) {
        Some((user, secret)) => {
            let user = shown.value("user", user);
            format!("{scheme} {user}:{}", shown.value("secret", secret))
        }
        None => format!("{scheme} {}", shown.value("token", credentials)),
    }
}

fn body_lines(shown: &mut Placeholders, headers: &HeaderMap, body: &[u8], lines: &mut String) {
    if body.is_empty() {
        return;
    }
    if let Ok(body) = serde_json::from_slice::<Value>(body) {
        // openZro answers some calls with a bare JSON string or null.
        let body = stable(shown, "", &body);
        lines.push_str(&print(&body, 4));
        lines.push('\n');
        return;
    }
    let kind = headers.get(CONTENT_TYPE);
    let kind = kind.map_or(String::new(), |kind| {
        String::from_utf8_lossy(kind.as_bytes()).into_owned()
    });
    let text = String::from_utf8_lossy(body);
    if kind.starts_with("application/x-www-form-urlencoded") {
        pairs(shown, "·", &text, lines);
    } else if kind.starts_with("text/html") {
        let title = text
            .split_once("<title>")
            .and_then(|(_, rest)| rest.split_once("</title>"));
        let title = title.map_or("no title", |(title, _)| title.trim());
        let title = shown.text("", title);
        writeln!(lines, "    HTML page: {}", json!(title)).ok();
    } else {
        let text = shown.text("", text.trim_end());
        writeln!(lines, "    {kind}: {}", json!(text)).ok();
    }
}

/// A path without its escapes, which real clients and test clients put in different places.
fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path)
        .decode_utf8_lossy()
        .into_owned()
}
