//! Names and keys that the record itself gives away, taken in before anything is written.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::names::Names;
use crate::wire::{Entry, Exchange, Format, Jwt, Keys, Piece, pieces};

/// Learns from everything in the record.
pub(super) fn learn(entries: &[Entry], names: &mut Names, keys: &mut Keys) {
    for entry in entries {
        match entry {
            Entry::Http(exchange) => learn_from_exchange(exchange, names, keys),
            Entry::Grpc(call) => {
                learn_from(&call.request, names);
                if let Ok(answer) = &call.outcome {
                    learn_from(answer, names);
                }
            }
        }
    }
}

fn learn_from_exchange(exchange: &Exchange, names: &mut Names, keys: &mut Keys) {
    if let Ok(body) = serde_json::from_slice::<Value>(&exchange.request.body) {
        learn_from(&body, names);
    }
    if let Some(secret) = client_secret(exchange) {
        keys.add_secret(&secret);
    }
    let Some(response) = exchange.response() else {
        return;
    };
    if let Ok(body) = serde_json::from_slice::<Value>(&response.body) {
        if body["keys"].is_array() {
            keys.publish(&body);
        }
        learn_from(&body, names);
    }
}

/// The secret a client authenticates with, by which HS256 tokens are signed.
fn client_secret(exchange: &Exchange) -> Option<String> {
    let basic = exchange.request.headers.get(http::header::AUTHORIZATION);
    let basic = basic.and_then(|value| value.to_str().ok()?.strip_prefix("Basic "));
    if let Some(decoded) = basic.and_then(|basic| BASE64_STANDARD.decode(basic).ok()) {
        let pair = String::from_utf8(decoded).ok()?;
        return pair.split_once(':').map(|(_, secret)| secret.to_owned());
    }
    form_urlencoded::parse(&exchange.request.body)
        .find(|(name, _)| name == "client_secret")
        .map(|(_, secret)| secret.into_owned())
}

fn learn_from(value: &Value, names: &mut Names) {
    match value {
        Value::Object(members) => {
            learn_from_object(members, names);
            members
                .values()
                .for_each(|member| learn_from(member, names));
        }
        Value::Array(items) => items.iter().for_each(|item| learn_from(item, names)),
        Value::String(text) => {
            if let Some(jwt) = text.starts_with("eyJ").then(|| Jwt::parse(text)).flatten() {
                learn_from_object(&jwt.claims, names);
            }
        }
        _ => {}
    }
}

fn learn_from_object(members: &Map<String, Value>, names: &mut Names) {
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    if let Some(username) = text("username").map(without_ids) {
        if let Some(pk) = members.get("pk").and_then(Value::as_i64) {
            names.person(username.clone(), pk);
        }
        for id in ["uid", "uuid"] {
            if let Some(value) = text(id) {
                names.value(format!("{username}.{id}"), value);
            }
        }
    }
    if let (Some(username), Some(sub)) = (text("preferred_username"), text("sub")) {
        match sub.parse::<i64>() {
            Ok(pk) => names.person(without_ids(username), pk),
            Err(_) if sub != username => names.value(format!("{}.sub", without_ids(username)), sub),
            Err(_) => {}
        }
    }
    if let (Some(name), Some(pk)) = (text("slug").or_else(|| text("name")), text("pk"))
        && is_uuid(pk)
    {
        names.value(format!("{}.pk", without_ids(name)), pk);
    }
}

/// A user name or title without the UUID or run of digits that Authentik gives to outposts.
fn without_ids(name: &str) -> String {
    let words = pieces(name);
    let words = words.iter().map(|piece| match piece {
        Piece::Plain(text) => *text,
        Piece::Opaque(..) => "id",
    });
    words.collect()
}

fn is_uuid(text: &str) -> bool {
    matches!(pieces(text).as_slice(), [Piece::Opaque(Format::Uuid, _)])
}
