//! A recorded request, made fit to be sent to a target.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use serde_json::Value;
use url::form_urlencoded;

use super::bindings::{Bindings, model};
use crate::wire::Request;

/// The request with the target's values in place of the recorded ones. All else stays as it was,
/// `Host` too, so that a target builds the URLs that were recorded.
pub(super) fn rewrite(recorded: &Request, bindings: &Bindings) -> Request {
    Request {
        method: recorded.method.clone(),
        target: bindings.translate(&recorded.target),
        headers: headers(&recorded.headers, bindings),
        body: body(recorded, bindings),
    }
}

/// Everything in a request that is not translated, as one text.
pub(super) fn words(request: &Request) -> String {
    let headers = request.headers.values();
    let mut words: Vec<_> = headers
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    words.push(String::from_utf8_lossy(&request.body));
    words.push(request.target.as_str().into());
    words.join("\n")
}

fn headers(recorded: &HeaderMap, bindings: &Bindings) -> HeaderMap {
    let header = |(name, value): (&http::HeaderName, &HeaderValue)| {
        let text = String::from_utf8_lossy(value.as_bytes());
        let live = match text.split_once(' ') {
            Some((scheme, packed)) if name == AUTHORIZATION => {
                let packed = repack(packed, bindings);
                format!(
                    "{scheme} {}",
                    packed.unwrap_or_else(|| bindings.translate(&text[scheme.len() + 1..]))
                )
            }
            _ => bindings.translate(&text),
        };
        (
            name.clone(),
            HeaderValue::from_str(&live).unwrap_or_else(|_| value.clone()),
        )
    };
    let mut headers: HeaderMap = recorded.iter().map(header).collect();
    headers.remove(CONTENT_LENGTH);
    headers
}

fn body(recorded: &Request, bindings: &Bindings) -> Bytes {
    let Ok(text) = std::str::from_utf8(&recorded.body) else {
        return recorded.body.clone();
    };
    let kind = recorded
        .headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    match kind.unwrap_or_default() {
        kind if kind.starts_with("application/x-www-form-urlencoded") => {
            form(text, bindings).into()
        }
        kind if kind.starts_with("application/json") => json(text, bindings).into(),
        _ => bindings.translate(text).into(),
    }
}

/// Values that change are encoded anew; the others keep the encoding they were sent with.
fn form(recorded: &str, bindings: &Bindings) -> String {
    let pair = |pair: &str| {
        let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
        let value = form_urlencoded::parse(pair.as_bytes())
            .next()
            .map(|(_, value)| value);
        let value = value.unwrap_or_default();
        let live = repack(&value, bindings).unwrap_or_else(|| bindings.translate(&value));
        if live == value {
            return pair.to_owned();
        }
        let live: String = form_urlencoded::byte_serialize(live.as_bytes()).collect();
        format!("{name}={live}")
    };
    recorded.split('&').map(pair).collect::<Vec<_>>().join("&")
}

/// Text that is valid JSON is translated member by member, for the keys in it; other text as text.
fn json(recorded: &str, bindings: &Bindings) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(recorded) else {
        return bindings.translate(recorded);
    };
    let before = value.clone();
    translate_json(&mut value, bindings);
    if value == before {
        recorded.to_owned()
    } else {
        value.to_string()
    }
}

fn translate_json(value: &mut Value, bindings: &Bindings) {
    match value {
        Value::Object(members) => {
            let shape = members.clone();
            for (name, member) in members {
                match (model(name, &shape), member.as_i64()) {
                    (Some(model), Some(key)) => *member = bindings.key(model, key).into(),
                    _ => translate_json(member, bindings),
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| translate_json(item, bindings)),
        Value::String(text) => *text = bindings.translate(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Base64 of a text with recorded values in it, as Basic credentials are, packed anew with the live
/// ones; nothing if it is something else, or would stay as it is.
fn repack(packed: &str, bindings: &Bindings) -> Option<String> {
    let text = String::from_utf8(BASE64_STANDARD.decode(packed).ok()?).ok()?;
    let live = bindings.translate(&text);
    (live != text).then(|| BASE64_STANDARD.encode(live))
}
