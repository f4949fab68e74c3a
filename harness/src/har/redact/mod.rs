//! Recordings that may be shown to anybody.
//!
//! First everything is read and what is to be hidden is found: cookies, passwords, codes, tokens, keys,
//! mail addresses, host names. Then each is replaced wherever it stands, in whatever encoding, by a
//! placeholder of its own: equal values stay equal, and what looked random still does, so that a
//! replay can tell which value is which. What was redacted stays as it is when it is redacted again.

mod kind;
mod layer;
mod learn;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, PROXY_AUTHORIZATION,
    SET_COOKIE,
};
use http::{HeaderMap, HeaderName, HeaderValue};
use regex::Regex;
use serde_json::{Map, Value};
use url::{Url, form_urlencoded};

use self::kind::{Kind, is_placeholder};
use self::layer::Layer;
pub(super) use self::learn::Found;
use crate::wire::{Jwt, Request, Response};

/// Shorter values are hidden only where they stand alone, lest `admin` be found in `akadmin`.
const SHORTEST_INSIDE: usize = 8;

/// Shorter values are hidden only in fields that hold secrets.
const SHORTEST_ALONE: usize = 4;

/// How many encodings within one another are looked through.
const DEEPEST: usize = 4;

/// Base64 with or without padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

#[expect(
    clippy::expect_used,
    reason = "the patterns are constant and tests compile them"
)]
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"eyJ[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){2,4}").expect("a valid pattern")
});
#[expect(
    clippy::expect_used,
    reason = "the patterns are constant and tests compile them"
)]
static BASE64: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[A-Za-z0-9+/_-]{11,}={0,2}").expect("a valid pattern"));

/// What is hidden, and what stands in its place.
#[derive(Debug)]
pub(super) struct Redactor {
    placeholders: HashMap<String, String>,
    /// Secrets, to be found within texts.
    secrets: Finder,
    /// Hosts and mail addresses, whose letters may be large or small.
    names: Finder,
}

/// Finds values within texts.
#[derive(Debug)]
struct Finder {
    automaton: Option<AhoCorasick>,
    placeholders: Vec<String>,
}

impl Finder {
    fn new(pairs: Vec<(String, String)>, any_case: bool) -> Self {
        let (values, placeholders): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(any_case)
            .build(values);
        Self {
            // There are fewer values than an automaton can hold.
            automaton: automaton.ok(),
            placeholders,
        }
    }

    fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, String)> + 'a {
        let found = self.automaton.iter().flat_map(move |it| it.find_iter(text));
        found.map(|it| {
            (
                it.range(),
                self.placeholders[it.pattern().as_usize()].clone(),
            )
        })
    }
}

impl Redactor {
    /// Knows everything that is to be hidden in these exchanges.
    pub(super) fn of<'a>(
        exchanges: impl IntoIterator<Item = (&'a Url, &'a Request, Option<&'a Response>)>,
    ) -> Self {
        let mut found = Found::default();
        for (base, request, response) in exchanges {
            found.request(base, request);
            if let Some(response) = response {
                found.response(response);
            }
        }
        Self::hiding(&found)
    }

    /// Hides what was found.
    pub(super) fn hiding(found: &Found) -> Self {
        let taken: HashSet<&String> = found
            .values
            .iter()
            .map(|(value, _)| value)
            .filter(|value| is_placeholder(value))
            .collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut placeholders = HashMap::new();
        let (mut secrets, mut names) = (Vec::new(), Vec::new());
        for (value, kind) in &found.values {
            if is_placeholder(value) {
                placeholders.insert(value.clone(), value.clone());
                continue;
            }
            let count = counts.entry(kind.series(value)).or_default();
            let placeholder = loop {
                *count += 1;
                let placeholder = kind.placeholder(value, *count);
                if !taken.contains(&placeholder) {
                    break placeholder;
                }
            };
            match kind {
                Kind::Host if !value.contains('.') => {
                    // A host of one word, such as a service of Docker's, is one only in a URL.
                    names.push((format!("//{value}"), format!("//{placeholder}")));
                }
                Kind::Host | Kind::Email => names.push((value.clone(), placeholder.clone())),
                _ if value.len() >= SHORTEST_INSIDE => {
                    secrets.push((value.clone(), placeholder.clone()));
                }
                _ => {}
            }
            placeholders.insert(value.clone(), placeholder);
        }
        Self {
            placeholders,
            secrets: Finder::new(secrets, false),
            names: Finder::new(names, true),
        }
    }

    /// Where requests were sent.
    pub(super) fn base(&self, base: &Url) -> Url {
        let mut shown = base.clone();
        let host = base.host_str().unwrap_or_default().to_ascii_lowercase();
        if let Some(placeholder) = self.placeholders.get(&host) {
            shown.set_host(Some(placeholder)).ok();
        }
        shown.set_username("").ok();
        shown.set_password(None).ok();
        shown
    }

    pub(super) fn request(&self, request: &Request) -> Request {
        let path = self.text(request.path());
        let target = match request.query() {
            Some(query) => format!("{path}?{}", self.form(query)),
            None => path,
        };
        let body = self.body(&request.headers, &request.body);
        Request {
            method: request.method.clone(),
            target,
            headers: self.headers(&request.headers, &request.body, &body),
            body,
        }
    }

    pub(super) fn response(&self, response: &Response) -> Response {
        let body = self.body(&response.headers, &response.body);
        Response {
            status: response.status,
            headers: self.headers(&response.headers, &response.body, &body),
            body,
        }
    }

    fn headers(&self, headers: &HeaderMap, was: &Bytes, body: &Bytes) -> HeaderMap {
        let shown = headers.iter().filter_map(|(name, value)| {
            // A body that was changed is neither as long nor packed as it was.
            if was != body && [CONTENT_LENGTH, CONTENT_ENCODING].contains(name) {
                return None;
            }
            let text = self.header(name, &String::from_utf8_lossy(value.as_bytes()));
            Some((name.clone(), HeaderValue::from_str(&text).ok()?))
        });
        shown.collect()
    }

    fn header(&self, name: &HeaderName, value: &str) -> String {
        if *name == COOKIE || *name == SET_COOKIE {
            let pair = |pair: &str| match pair.split_once('=') {
                Some((name, cookie)) => {
                    let bare = cookie.trim_matches('"');
                    let shown = self.alone(bare).unwrap_or_else(|| self.text(cookie));
                    format!("{name}={shown}")
                }
                None => self.text(pair),
            };
            return value.split(';').map(pair).collect::<Vec<_>>().join(";");
        }
        if *name == AUTHORIZATION || *name == PROXY_AUTHORIZATION {
            return match value.split_once(' ') {
                Some((scheme, packed)) if scheme.eq_ignore_ascii_case("basic") => {
                    format!("{scheme} {}", self.basic(packed))
                }
                Some((scheme, token)) => format!("{scheme} {}", self.field("token", token.trim())),
                None => self.field("token", value),
            };
        }
        let host = value.split_once(':').map_or(value, |(host, _)| host);
        if let Some(placeholder) = self.placeholders.get(&host.to_ascii_lowercase())
            && (*name == http::header::HOST || name.as_str() == "x-forwarded-host")
        {
            return format!("{placeholder}{}", &value[host.len()..]);
        }
        self.field(name.as_str(), value)
    }

    fn basic(&self, packed: &str) -> String {
        let text = LENIENT.decode(packed.trim_end_matches('='));
        let text = text.ok().and_then(|bytes| String::from_utf8(bytes).ok());
        match text.as_deref().and_then(|text| text.split_once(':')) {
            Some((name, password)) => {
                let shown = format!("{}:{}", self.text(name), self.field("password", password));
                base64::prelude::BASE64_STANDARD.encode(shown)
            }
            None => self.field("password", packed),
        }
    }

    fn body(&self, headers: &HeaderMap, body: &Bytes) -> Bytes {
        let Ok(text) = std::str::from_utf8(body) else {
            // What is no text cannot be looked through.
            return Bytes::new();
        };
        if let Ok(mut json) = serde_json::from_str::<Value>(text) {
            let was = json.clone();
            self.json("", &mut json);
            return if json == was {
                body.clone()
            } else {
                json.to_string().into()
            };
        }
        if is_form(headers) {
            self.form(text).into()
        } else {
            self.text(text).into()
        }
    }

    /// Pairs of names and values; those that stay as they are keep their encoding.
    fn form(&self, form: &str) -> String {
        let pair = |pair: &str| {
            let mut parsed = form_urlencoded::parse(pair.as_bytes());
            let Some((name, value)) = parsed.next() else {
                return pair.to_owned();
            };
            let shown = (self.text(&name), self.field(&name, &value));
            if (shown.0.as_str(), shown.1.as_str()) == (&*name, &*value) {
                return pair.to_owned();
            }
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.append_pair(&shown.0, &shown.1);
            form.finish()
        };
        form.split('&').map(pair).collect::<Vec<_>>().join("&")
    }

    fn json(&self, field: &str, json: &mut Value) {
        match json {
            Value::Object(members) => {
                let shown = std::mem::take(members)
                    .into_iter()
                    .map(|(name, mut member)| {
                        self.json(&name, &mut member);
                        (self.text(&name), member)
                    });
                *members = shown.collect::<Map<_, _>>();
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.json("", item)),
            Value::String(text) => *text = self.field(field, text),
            Value::Number(number) => {
                let number = number.to_string();
                if Kind::of_field(field, &number).is_some()
                    && let Some(placeholder) = self.placeholders.get(&number)
                {
                    *json = placeholder.clone().into();
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn field(&self, name: &str, value: &str) -> String {
        let hidden = if Kind::of_field(name, value).is_some() {
            self.placeholders.get(value).cloned()
        } else {
            self.alone(value)
        };
        hidden.unwrap_or_else(|| self.text(value))
    }

    /// The placeholder of a value that stands by itself.
    fn alone(&self, value: &str) -> Option<String> {
        let known = self.placeholders.get(value);
        known.filter(|_| value.len() >= SHORTEST_ALONE).cloned()
    }

    /// A text in which what is hidden may stand, in whatever encoding.
    pub(super) fn text(&self, text: &str) -> String {
        replaced(text, &self.spans(text, &Layer::ALL, 0))
    }

    /// Parts of a text and what stands in their place, in their order.
    fn spans(&self, text: &str, layers: &[Layer], depth: usize) -> Vec<(Range<usize>, String)> {
        let mut found: Vec<_> = self
            .names
            .find(text)
            .chain(self.secrets.find(text))
            .collect();
        for token in TOKEN.find_iter(text) {
            found.extend(self.token(token.as_str()).map(|it| (token.range(), it)));
        }
        if depth < DEEPEST {
            for run in BASE64.find_iter(text) {
                found.extend(self.packed(text, run.range(), depth));
            }
            for layer in layers {
                if let Some(decoded) = layer.decode(text) {
                    let inner = self.spans(&decoded.text, &layer.within(layers), depth + 1);
                    found.extend(inner.into_iter().map(|(range, shown)| {
                        let range = decoded.from[range.start]..decoded.from[range.end];
                        (range, layer.encode(&shown))
                    }));
                }
            }
        }
        // The host of an address may stand plain in a text where all of it stands encoded.
        found.sort_by_key(|(range, _)| std::cmp::Reverse(range.len()));
        let mut spans = Spans::default();
        for (range, shown) in found {
            spans.put(range, shown);
        }
        spans.in_order()
    }

    /// What stands in the place of a run of base64 that packs something hidden, or of its first part that
    /// does.
    fn packed(
        &self,
        text: &str,
        run: Range<usize>,
        depth: usize,
    ) -> Option<(Range<usize>, String)> {
        // Its padding may be encoded, so that the run ends within.
        if text[run.end..].starts_with('%') {
            return None;
        }
        runs(&text[run.clone()]).find_map(|part| {
            let (inner, pack) = unpacked(part)?;
            let found = self.spans(&inner, &Layer::ALL, depth + 1);
            let from = run.start + text[run.clone()].find(part)?;
            let shown = pack(&replaced(&inner, &found));
            (!found.is_empty()).then_some((from..from + part.len(), shown))
        })
    }

    /// A token that says the same without what is hidden, and whose signature is none.
    fn token(&self, token: &str) -> Option<String> {
        let jwt = Jwt::parse(token)?;
        let (header, claims) = jwt.signed.split_once('.')?;
        let part = |was: &str, of: Map<String, Value>| {
            let before = Value::Object(of);
            let mut after = before.clone();
            self.json("", &mut after);
            if after == before {
                was.to_owned()
            } else {
                BASE64_URL_SAFE_NO_PAD.encode(after.to_string())
            }
        };
        let signature = self.placeholders.get(&jwt.signature);
        let signature = signature.unwrap_or(&jwt.signature);
        let (header, claims) = (part(header, jwt.header), part(claims, jwt.claims));
        Some(format!("{header}.{claims}.{signature}"))
    }
}

/// Parts of a text that do not overlap; whichever is put first has precedence.
#[derive(Default)]
struct Spans(BTreeMap<usize, (Range<usize>, String)>);

impl Spans {
    fn put(&mut self, range: Range<usize>, shown: String) {
        let before = self.0.range(..range.end).next_back();
        if range.is_empty() || before.is_some_and(|(_, (other, _))| other.end > range.start) {
            return;
        }
        self.0.insert(range.start, (range, shown));
    }

    fn in_order(self) -> Vec<(Range<usize>, String)> {
        self.0.into_values().collect()
    }
}

fn replaced(text: &str, spans: &[(Range<usize>, String)]) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for (range, placeholder) in spans {
        shown.push_str(&text[at..range.start]);
        shown.push_str(placeholder);
        at = range.end;
    }
    shown.push_str(&text[at..]);
    shown
}

/// What may be base64 in a run of its letters: all of it, or what stands between slashes.
fn runs(run: &str) -> impl Iterator<Item = &str> {
    let parts = run.split('/').filter(move |part| part.len() != run.len());
    std::iter::once(run).chain(parts.filter(|part| part.len() >= 11))
}

/// Puts a text back into base64.
type Pack = fn(&str) -> String;

/// The text that is packed in base64, and how to pack it again; nothing if it is no text.
fn unpacked(run: &str) -> Option<(String, Pack)> {
    let bare = run.trim_end_matches('=');
    let padded = bare.len() != run.len();
    let standard = bare.replace('-', "+").replace('_', "/");
    let text = String::from_utf8(LENIENT.decode(&standard).ok()?).ok()?;
    let is_text = !text
        .chars()
        .any(|it| it.is_control() && !it.is_whitespace());
    let pack: Pack = match (standard == bare, padded) {
        (true, true) => |text| base64::prelude::BASE64_STANDARD.encode(text),
        (true, false) => |text| BASE64_STANDARD_NO_PAD.encode(text),
        (false, true) => |text| base64::prelude::BASE64_URL_SAFE.encode(text),
        (false, false) => |text| BASE64_URL_SAFE_NO_PAD.encode(text),
    };
    is_text.then_some((text, pack))
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

#[cfg(test)]
mod tests;
