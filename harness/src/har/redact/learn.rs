//! Finding what is to be hidden: by the names of fields and headers, and by looks.

use std::collections::HashSet;
use std::sync::LazyLock;

use base64::Engine;
use http::header::{AUTHORIZATION, COOKIE, HOST, PROXY_AUTHORIZATION, SET_COOKIE};
use http::{HeaderMap, HeaderName};
use regex::Regex;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::kind::{Kind, is_public};
use super::layer::Layer;
use super::{BASE64, DEEPEST, LENIENT, TOKEN, unpacked};
use crate::wire::{Format, Jwt, Piece, Request, Response, is_secret_header, pieces};

/// What is to be hidden, in the order in which it was found.
#[derive(Debug, Default)]
pub(in crate::har) struct Found {
    pub(super) values: Vec<(String, Kind)>,
    known: HashSet<String>,
    /// Texts that were read already; the same pages are answered again and again.
    read: HashSet<String>,
}

#[expect(
    clippy::expect_used,
    reason = "the patterns are constant and tests compile them"
)]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[A-Za-z0-9._+-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
});
static URL_HOST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[a-z][a-z0-9+.-]*://(?:[^/@\s]*@)?([a-z0-9][a-z0-9._-]*)"));
static COOKIE_DOMAIN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i);\s*domain=\.?([a-z0-9.-]+)"));
static PAIR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"([A-Za-z_][A-Za-z0-9_-]*)=([^&\s"'<>;,]+)"#));
static MEMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"["']([A-Za-z_]+)["']\s*:\s*["']([^"'\\\s]+)["']"#));
static INPUT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"name=["']([^"']+)["'][^>]*?\b(?:value|content)=["']([^"']+)["']"#));
static BEARER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\bbearer\s+([A-Za-z0-9._~+/=-]{16,})"));
static PEM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"-----BEGIN [A-Z ]+-----([A-Za-z0-9+/=\s]+)-----END [A-Z ]+-----"));

/// Headers that tell a host by itself.
const HOSTS: [&str; 4] = [
    "x-forwarded-host",
    "x-forwarded-for",
    "x-real-ip",
    "x-forwarded-server",
];

impl Found {
    pub(in crate::har) fn request(&mut self, base: &Url, request: &Request) {
        self.host(base.host_str().unwrap_or_default());
        self.headers(&request.headers);
        self.text(request.path());
        if let Some(query) = request.query() {
            self.form(query);
        }
        self.body(&request.headers, &request.body);
    }

    pub(in crate::har) fn response(&mut self, response: &Response) {
        self.headers(&response.headers);
        self.body(&response.headers, &response.body);
    }

    fn value(&mut self, value: &str, kind: Kind) {
        if value.is_empty() || value.eq_ignore_ascii_case("null") {
            return;
        }
        if Jwt::parse(value).is_some() {
            self.token(value);
        } else if self.known.insert(value.to_owned()) {
            self.values.push((value.to_owned(), kind));
        }
    }

    fn host(&mut self, host: &str) {
        let host = host.trim_matches(['.', '-']);
        if !host.is_empty() && !is_public(host) {
            self.value(&host.to_ascii_lowercase(), Kind::Host);
        }
    }

    fn email(&mut self, address: &str) {
        let address = address.to_ascii_lowercase();
        if let Some((_, host)) = address.split_once('@') {
            self.value(&address, Kind::Email);
            self.host(host);
        }
    }

    fn token(&mut self, token: &str) {
        match Jwt::parse(token) {
            Some(jwt) => {
                self.json(&Value::Object(jwt.header));
                self.json(&Value::Object(jwt.claims));
                if !jwt.signature.is_empty() {
                    self.value(&jwt.signature, Kind::Signature);
                }
            }
            None => {
                if self.known.insert(token.to_owned()) {
                    self.values.push((token.to_owned(), Kind::Token));
                }
            }
        }
    }

    fn headers(&mut self, headers: &HeaderMap) {
        for (name, value) in headers {
            self.header(name, &String::from_utf8_lossy(value.as_bytes()));
        }
    }

    fn header(&mut self, name: &HeaderName, value: &str) {
        if *name == COOKIE || *name == SET_COOKIE {
            let pairs = value.split(';').map(str::trim);
            let pairs = pairs.take(if *name == COOKIE { usize::MAX } else { 1 });
            for (_, cookie) in pairs.filter_map(|pair| pair.split_once('=')) {
                self.value(cookie.trim_matches('"'), Kind::Cookie);
                self.text(cookie);
            }
            for found in COOKIE_DOMAIN.captures_iter(value) {
                self.host(&found[1]);
            }
        } else if *name == AUTHORIZATION || *name == PROXY_AUTHORIZATION {
            match value.split_once(' ') {
                Some((scheme, packed)) if scheme.eq_ignore_ascii_case("basic") => {
                    self.basic(packed);
                }
                Some((_, token)) => self.value(token.trim(), Kind::Token),
                None => self.value(value, Kind::Token),
            }
        } else if is_secret_header(name) || Kind::of_field(name.as_str(), value).is_some() {
            self.value(value, Kind::Token);
        } else if *name == HOST || HOSTS.contains(&name.as_str()) {
            for host in value.split(',').map(str::trim) {
                let port = host.rsplit_once(':');
                let bare = port.filter(|(_, port)| port.bytes().all(|it| it.is_ascii_digit()));
                self.host(bare.map_or(host, |(host, _)| host));
            }
        } else {
            self.text(value);
        }
    }

    fn basic(&mut self, packed: &str) {
        let bytes = LENIENT.decode(packed.trim_end_matches('=')).ok();
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        match text.as_deref().and_then(|text| text.split_once(':')) {
            Some((name, password)) => {
                self.text(name);
                self.value(password, Kind::Password);
            }
            None => self.value(packed, Kind::Password),
        }
    }

    fn body(&mut self, headers: &HeaderMap, body: &[u8]) {
        let Ok(text) = std::str::from_utf8(body) else {
            return;
        };
        match serde_json::from_str::<Value>(text) {
            Ok(json) => self.json(&json),
            Err(_) if super::is_form(headers) => self.form(text),
            Err(_) => self.text(text),
        }
    }

    fn form(&mut self, form: &str) {
        for (name, value) in form_urlencoded::parse(form.as_bytes()) {
            self.text(&name);
            self.field(&name, &value);
        }
    }

    fn field(&mut self, name: &str, value: &str) {
        if let Some(kind) = Kind::of_field(name, value) {
            self.value(value, kind);
        }
        self.text(value);
    }

    fn json(&mut self, json: &Value) {
        match json {
            Value::Object(members) => {
                let is_key = members.contains_key("kty");
                for (name, member) in members {
                    self.text(name);
                    match member {
                        // RFC 7517 and 7518: what is not said of a key is the key.
                        Value::String(text)
                            if is_key
                                && !matches!(
                                    name.as_str(),
                                    "kty" | "alg" | "use" | "crv" | "e"
                                ) =>
                        {
                            self.value(text, Kind::Key);
                        }
                        Value::Array(all) if is_key && name == "x5c" => {
                            let all = all.iter().filter_map(Value::as_str);
                            all.for_each(|text| self.value(text, Kind::Key));
                        }
                        Value::String(text) => self.field(name, text),
                        Value::Number(number) => {
                            let number = number.to_string();
                            if let Some(kind) = Kind::of_field(name, &number) {
                                self.value(&number, kind);
                            }
                        }
                        other => self.json(other),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.json(item)),
            Value::String(text) => self.text(text),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.read.insert(text.to_owned()) {
            self.layers(text, &Layer::ALL, 0);
        }
    }

    fn layers(&mut self, text: &str, layers: &[Layer], depth: usize) {
        self.looks(text, depth);
        if depth == DEEPEST {
            return;
        }
        for layer in layers {
            if let Some(decoded) = layer.decode(text) {
                self.layers(&decoded.text, &layer.within(layers), depth + 1);
            }
        }
    }

    /// What shows by itself, in whatever text it stands.
    fn looks(&mut self, text: &str, depth: usize) {
        for found in EMAIL.find_iter(text) {
            // `%3Dalice@` is an equals sign, and the address of alice.
            let escaped = text[..found.start()].ends_with('%');
            self.email(&found.as_str()[if escaped { 2 } else { 0 }..]);
        }
        for found in URL_HOST.captures_iter(text) {
            self.host(&found[1]);
        }
        for pattern in [&PAIR, &MEMBER, &INPUT] {
            for found in pattern.captures_iter(text) {
                if let Some(kind) = Kind::of_field(&found[1], &found[2])
                    && !found[2].contains(['%', '&', '+', '\\'])
                {
                    self.value(&found[2], kind);
                }
            }
        }
        for found in BEARER.captures_iter(text) {
            self.value(&found[1], Kind::Token);
        }
        for found in PEM.captures_iter(text) {
            self.value(&found[1], Kind::Key);
        }
        for token in TOKEN.find_iter(text) {
            self.token(token.as_str());
        }
        // What is packed in base64 is read and not a secret by itself.
        let mut packed = Vec::new();
        for run in BASE64.find_iter(text) {
            for part in super::runs(run.as_str()) {
                if let Some((inner, _)) = unpacked(part) {
                    packed.push(run.range());
                    if depth < DEEPEST {
                        self.layers(&inner, &Layer::ALL, depth + 1);
                    }
                }
            }
        }
        let mut at = 0;
        for piece in pieces(text) {
            let from = at;
            at += piece.text().len();
            match piece {
                Piece::Plain(_) => {}
                _ if packed.iter().any(|run| run.contains(&from)) => {}
                Piece::Opaque(Format::Timestamp { .. } | Format::HttpDate | Format::Uuid, _) => {}
                Piece::Opaque(Format::Digits(_), code) => self.value(code, Kind::Code),
                Piece::Opaque(Format::Jwt | Format::Jwe, token) => self.token(token),
                Piece::Opaque(_, value) => self.value(value, Kind::Token),
            }
        }
    }
}
