//! Values of a run become placeholders that keep identity.

use std::borrow::Cow;
use std::collections::BTreeMap;

use url::form_urlencoded;

use super::looks::{Look, of_field};
use super::names::{Names, Part};
use crate::wire::{Format, Jwt, Piece, is_secret_field, pieces, shape};

/// From this length on, in characters, a query is shown once and named.
const LONG_QUERY: usize = 80;

/// How often a query may be encoded to be put into another.
const DEEPEST_QUERY: usize = 4;

/// Gives each hidden value its placeholder, the same one wherever the value occurs.
#[derive(Debug)]
pub(super) struct Placeholders {
    names: Names,
    given: BTreeMap<String, String>,
    counts: BTreeMap<String, usize>,
    /// Whether formats are asserted, as in answers; in requests, what does not look as it should
    /// may be wrong on purpose.
    strict: bool,
    /// Tokens that were named since they were last asked for.
    tokens: Vec<(String, Jwt)>,
}

impl Placeholders {
    pub(super) fn new(names: Names) -> Self {
        Self {
            names,
            given: BTreeMap::new(),
            counts: BTreeMap::new(),
            strict: true,
            tokens: Vec::new(),
        }
    }

    /// Whether Authentik is reached by TLS.
    pub(super) fn is_secure(&self) -> bool {
        self.names.is_secure()
    }

    /// From here on formats are asserted, or they are not.
    pub(super) fn assert_formats(&mut self, strict: bool) {
        self.strict = strict;
    }

    /// Names a long query that was shown: where it occurs again, encoded or not, its name stands.
    /// Gives the name if the query has one already.
    pub(super) fn query(&mut self, query: &str) -> Option<String> {
        if let Some(name) = self.names.of(query) {
            return Some(format!("[{name}]"));
        }
        let named = |(_, value): (_, Cow<'_, str>)| {
            self.names
                .of(&value)
                .is_some_and(|name| name.starts_with("query-"))
        };
        if query.len() >= LONG_QUERY && !form_urlencoded::parse(query.as_bytes()).any(named) {
            let number = self.number("query");
            let mut encoded = query.to_owned();
            for _ in 0..DEEPEST_QUERY {
                self.names
                    .value(format!("query-{number}"), encoded.as_str());
                encoded = form_urlencoded::byte_serialize(encoded.as_bytes()).collect();
            }
        }
        None
    }

    /// The tokens that were named since this was last asked, with their placeholders.
    pub(super) fn new_tokens(&mut self) -> Vec<(String, Jwt)> {
        std::mem::take(&mut self.tokens)
    }

    /// The value of a field, fit to be shown.
    pub(super) fn value(&mut self, field: &str, value: &str) -> String {
        if value.is_empty() {
            return String::new();
        }
        // Two ID tokens of one second may be one text; each answer's is told by itself all the same.
        if field == "id_token" && self.strict && Jwt::parse(value).is_some() {
            self.given.remove(value);
            return self.named_placeholder(field, value);
        }
        if let Some(name) = self.names.of(value) {
            return format!("[{name}]");
        }
        if let Some(name) = self.person_in(field, value) {
            return name;
        }
        // An answer's `code` is an error's as often as a grant's.
        if field == "code" && Look::Opaque(Format::Hex(32)).fits(value) {
            return self.placeholder("code", value);
        }
        // Drawn anew for each answer, and about nothing else.
        if field == "request_id" && Look::Opaque(Format::Hex(32)).fits(value) {
            return "[request-id]".to_owned();
        }
        if value.starts_with("data:image/") {
            return "[picture]".to_owned();
        }
        match of_field(field) {
            Some(Look::Picture) if Look::Picture.fits(value) => "[picture]".to_owned(),
            Some(look) if look.fits(value) || !self.strict => self.named_placeholder(field, value),
            Some(look) => {
                let (field, got, wanted) = (slug(field), hidden_shape(value), look.words());
                format!("[WRONG FORMAT: {field} is {got}, not {wanted}]")
            }
            None if is_secret_field(field) => self.placeholder(&slug(field), value),
            None => self.text(field, value),
        }
    }

    /// The number of a person, if `field` holds one.
    pub(super) fn person(&self, field: &str, pk: i64) -> Option<String> {
        let holds = matches!(
            field,
            "pk" | "user" | "user_pk" | "users" | "sub" | "id" | "user_id"
        );
        let name = self.names.person_of(pk).filter(|_| holds)?;
        Some(format!("[{name}.pk]"))
    }

    fn person_in(&self, field: &str, value: &str) -> Option<String> {
        let canonical = value.parse::<i64>().ok()?;
        (canonical.to_string() == value).then(|| self.person(field, canonical))?
    }

    /// A text in which values may stand, fit to be shown. `field` names those that stand alone.
    pub(super) fn text(&mut self, field: &str, text: &str) -> String {
        if let Some(kind) = base64_key(text) {
            return self.placeholder(kind, text);
        }
        let mut shown = String::new();
        for part in self.names.split(text) {
            match part {
                Part::Name(name) => shown.push_str(&name),
                Part::Text(part) => {
                    for piece in pieces(part) {
                        let whole = piece.text().len() == text.len();
                        let field = if whole {
                            Some(field)
                        } else {
                            parameter(&shown)
                        };
                        let piece = self.piece(field.map(str::to_owned).as_deref(), piece);
                        shown.push_str(&piece);
                    }
                }
            }
        }
        shown
    }

    fn piece(&mut self, field: Option<&str>, piece: Piece<'_>) -> String {
        match piece {
            Piece::Plain(text) => self.plain(text),
            Piece::Opaque(Format::Timestamp { .. }, text) if text.starts_with("0001-") => {
                text.to_owned()
            }
            Piece::Opaque(Format::Timestamp { fraction: 0 }, _) => "[time in seconds]".to_owned(),
            Piece::Opaque(Format::Timestamp { .. }, _) => "[time]".to_owned(),
            Piece::Opaque(Format::HttpDate, _) => "[HTTP date]".to_owned(),
            Piece::Opaque(format, value) => {
                if let Some(name) = self.names.of(value) {
                    return format!("[{name}]");
                }
                // What devices call `code` in a URL is the user's.
                let base = match field.filter(|field| !field.is_empty()) {
                    Some(field) if !matches!(format, Format::Digits(_)) => slug(field),
                    _ => format_slug(format),
                };
                self.placeholder(&base, value)
            }
        }
    }

    /// Words between opaque values, in which openZro's ids and addresses may stand.
    fn plain(&mut self, text: &str) -> String {
        let mut shown = String::new();
        let mut rest = text;
        while !rest.is_empty() {
            let word = |byte: &u8| byte.is_ascii_alphanumeric();
            let run = rest.bytes().take_while(word).count();
            if run == 0 {
                let gap = rest.find(|next: char| next.is_ascii_alphanumeric());
                let (before, after) = rest.split_at(gap.unwrap_or(rest.len()));
                shown.push_str(before);
                rest = after;
            } else if let Some(length) = overlay_address(rest) {
                shown.push_str(&self.placeholder("overlay-address", &rest[..length]));
                rest = &rest[length..];
            } else {
                let (word, after) = rest.split_at(run);
                if is_xid(word) {
                    shown.push_str(&self.placeholder("xid", word));
                } else {
                    shown.push_str(word);
                }
                rest = after;
            }
        }
        shown
    }

    /// A path, segment by segment.
    pub(super) fn path(&mut self, path: &str) -> String {
        let mut shown: Vec<String> = Vec::new();
        for segment in path.split('/') {
            let of_users = shown.last().is_some_and(|before| before == "users");
            let person = of_users.then(|| self.person_in("pk", segment)).flatten();
            shown.push(person.unwrap_or_else(|| self.value("", segment)));
        }
        shown.join("/")
    }

    /// The next number of a kind of placeholder.
    fn number(&mut self, base: &str) -> usize {
        let count = self.counts.entry(base.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// A placeholder for a value that is found inside other texts too, whatever it looks like.
    fn named_placeholder(&mut self, field: &str, value: &str) -> String {
        let placeholder = self.placeholder(&slug(field), value);
        self.names
            .value(placeholder.trim_matches(['[', ']']), value);
        placeholder
    }

    fn placeholder(&mut self, base: &str, value: &str) -> String {
        if let Some(given) = self.given.get(value) {
            return given.clone();
        }
        let placeholder = format!("[{base}-{}]", self.number(base));
        self.given.insert(value.to_owned(), placeholder.clone());
        if let Some(jwt) = Jwt::parse(value) {
            self.tokens.push((placeholder.clone(), jwt));
        }
        placeholder
    }
}

/// The parameter whose value comes after `text`: `code` after `/auth?code=`, encoded or not.
fn parameter(text: &str) -> Option<&str> {
    let before = text.strip_suffix('=').or_else(|| {
        let (before, escape) = text.rsplit_once('%')?;
        let escape = escape.trim_start_matches("25");
        (escape == "3D").then_some(before)
    })?;
    let start = before.rfind(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let name = start.map_or(before, |start| &before[start + 1..]);
    // What stands between is an escape's end: `%26code`.
    let name = name
        .strip_prefix("26")
        .or(name.strip_prefix("3F"))
        .unwrap_or(name);
    (!name.is_empty()).then_some(name)
}

/// A field's name, as placeholders have it.
fn slug(field: &str) -> String {
    field.replace(['_', ' '], "-")
}

fn format_slug(format: Format) -> String {
    match format {
        Format::Jwt => "jwt".to_owned(),
        Format::Jwe => "jwe".to_owned(),
        Format::Uuid => "uuid".to_owned(),
        Format::Timestamp { .. } | Format::HttpDate => "time".to_owned(),
        Format::Fingerprint(bytes) => format!("fingerprint{bytes}"),
        Format::Hex(digits) => format!("hex{digits}"),
        Format::Alphanumeric(length) => format!("text{length}"),
        Format::Digits(_) => "user-code".to_owned(),
    }
}

/// What a value looks like, nothing of it shown.
fn hidden_shape(value: &str) -> String {
    match pieces(value).as_slice() {
        [Piece::Opaque(..)] => shape(value),
        _ => format!("{} characters", value.chars().count()),
    }
}

/// openZro's ids (its `rs/xid`): 20 characters of base32hex, a time first.
fn is_xid(word: &str) -> bool {
    word.len() == 20
        && word
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'v'))
        && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// The length of an address of openZro's network, which is drawn from 100.64.0.0/10.
fn overlay_address(text: &str) -> Option<usize> {
    let address = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let length = text.bytes().take_while(address).count();
    let numbers = text[..length].trim_end_matches('.');
    let parts: Option<Vec<u8>> = numbers.split('.').map(|part| part.parse().ok()).collect();
    match parts?.as_slice() {
        [100, 64..=127, _, _] => Some(numbers.len()),
        _ => None,
    }
}

/// 32 bytes of padded base64, such as a WireGuard key.
fn base64_key(text: &str) -> Option<&'static str> {
    let key = text.len() == 44 && text.ends_with('=') && Look::Base64.fits(text);
    key.then_some("key32")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders() -> Placeholders {
        let mut names = Names::default();
        names.person("alice", 6);
        names.value("app-password", "yyi49KdUe74QysKz4DK0aSAd2rnRHBkT698RIApd");
        Placeholders::new(names)
    }

    #[test]
    fn identity_is_kept_and_formats_are_asserted() {
        let mut shown = placeholders();
        let code = "558e470645b0425a9920710230da9238";
        assert_eq!(shown.value("code", code), "[code-1]");
        assert_eq!(shown.text("", &format!("again {code}")), "again [code-1]");
        assert_eq!(shown.value("code", "required"), "required");
        assert_eq!(
            shown.value("user_code", "12345678"),
            "[WRONG FORMAT: user-code is 8 characters, not 9 digits]"
        );
        assert_eq!(shown.value("password", "hunter2"), "[password-1]");
        assert_eq!(
            shown.value("password", "yyi49KdUe74QysKz4DK0aSAd2rnRHBkT698RIApd"),
            "[app-password]"
        );
    }

    #[test]
    fn values_inside_texts_are_named_by_their_parameters() {
        let mut shown = placeholders();
        let code = "558e470645b0425a9920710230da9238";
        let text = format!("https://zro.example.com/auth?code={code}&state=a");
        assert_eq!(
            shown.text("to", &text),
            "https://zro.example.com/auth?code=[code-1]&state=a"
        );
        let other = code.replace('5', "6");
        let text = format!("/device%3Fa%3Db%26sid%253D{other}");
        assert_eq!(
            shown.text("next", &text),
            "/device%3Fa%3Db%26sid%253D[sid-1]"
        );
        assert_eq!(
            shown.text("", "/device?code=022789277"),
            "/device?code=[user-code-1]"
        );
    }

    #[test]
    fn people_and_openzros_ids_have_names() {
        let mut shown = placeholders();
        assert_eq!(
            shown.path("/api/v3/core/users/6/"),
            "/api/v3/core/users/[alice.pk]/"
        );
        assert_eq!(shown.path("/api/v3/6/"), "/api/v3/6/");
        assert_eq!(shown.value("sub", "6"), "[alice.pk]");
        assert_eq!(shown.value("count", "6"), "6");
        assert_eq!(
            shown.path("/api/peers/d4hk3v5a0brc73dvu1p0"),
            "/api/peers/[xid-1]"
        );
        assert_eq!(shown.text("", "100.79.3.4/16"), "[overlay-address-1]/16");
        assert_eq!(shown.text("", "100.63.3.4/16"), "100.63.3.4/16");
    }
}
