//! Opaque values on the wire: what they look like, and where they stand in a text.

use std::fmt;

/// What an opaque value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A signed token in three parts (RFC 7515 §3.1).
    Jwt,
    /// An encrypted token in five parts (RFC 7516 §3.1).
    Jwe,
    /// A UUID with its dashes.
    Uuid,
    /// An RFC 3339 date and time with this many digits of a second's fraction.
    Timestamp {
        /// The number of digits.
        fraction: usize,
    },
    /// A date and time as HTTP writes it (RFC 9110 §5.6.7).
    HttpDate,
    /// This many hexadecimal bytes, separated by colons.
    Fingerprint(usize),
    /// This many lower-case hexadecimal digits.
    Hex(usize),
    /// This many letters and digits.
    Alphanumeric(usize),
    /// This many decimal digits.
    Digits(usize),
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Jwt => f.write_str("JWT"),
            Self::Jwe => f.write_str("JWE"),
            Self::Uuid => f.write_str("UUID"),
            Self::Timestamp { fraction: 0 } => f.write_str("timestamp in seconds"),
            Self::Timestamp { fraction } => write!(f, "timestamp with {fraction} decimals"),
            Self::HttpDate => f.write_str("HTTP date"),
            Self::Fingerprint(bytes) => write!(f, "fingerprint of {bytes} bytes"),
            Self::Hex(digits) => write!(f, "{digits} hex digits"),
            Self::Alphanumeric(length) => write!(f, "{length} letters and digits"),
            Self::Digits(digits) => write!(f, "{digits} digits"),
        }
    }
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words, punctuation, percent-escapes.
    Plain(&'a str),
    /// A value that looks random or dated.
    Opaque(Format, &'a str),
}

impl<'a> Piece<'a> {
    /// Its text.
    pub fn text(&self) -> &'a str {
        match self {
            Self::Plain(text) | Self::Opaque(_, text) => text,
        }
    }
}

/// The shortest run of letters and digits that is taken for a random value; Authentik's shortest are
/// codes and request ids of 32.
const SHORTEST_RUN: usize = 32;

/// The length of a user code, the only opaque number.
const USER_CODE: usize = 9;

/// Cuts `text` into plain and opaque pieces, whose texts together are `text`.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let opaque = opaque(rest);
        if let Some((format, length)) = opaque {
            if plain < at {
                pieces.push(Piece::Plain(&text[plain..at]));
            }
            pieces.push(Piece::Opaque(format, &rest[..length]));
            plain = at + length;
        }
        at += opaque.map_or_else(|| skipped(rest), |(_, length)| length);
    }
    if plain < text.len() {
        pieces.push(Piece::Plain(&text[plain..]));
    }
    pieces
}

/// The opaque value that `text` begins with, and its length.
fn opaque(text: &str) -> Option<(Format, usize)> {
    let run = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let recognised = match run {
        0 => return None,
        2 => fingerprint(text),
        3 => http_date(text),
        4 => timestamp(text),
        8 => uuid(text),
        _ => token(text),
    };
    recognised.or_else(|| Some((run_format(&text[..run])?, run)))
}

/// The length of the word, the escape or the character that `text` begins with. Escapes may be
/// nested, and what follows one is not part of it: `%253D` is an equals sign encoded twice.
fn skipped(text: &str) -> usize {
    let run = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match text.strip_prefix('%') {
        Some(mut code) => {
            while code.starts_with("25") {
                code = &code[2..];
            }
            let digits = code
                .bytes()
                .take(2)
                .take_while(u8::is_ascii_hexdigit)
                .count();
            text.len() - code.len() + digits
        }
        None if run > 0 => run,
        None => text.chars().next().map_or(1, char::len_utf8),
    }
}

/// A JWT or JWE: parts of base64url, the first of which is a JSON object.
fn token(text: &str) -> Option<(Format, usize)> {
    let base64url = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let length = text.bytes().take_while(base64url).count();
    let format = match text[..length].matches('.').count() {
        2 => Format::Jwt,
        4 => Format::Jwe,
        _ => return None,
    };
    text.starts_with("eyJ").then_some((format, length))
}

fn uuid(text: &str) -> Option<(Format, usize)> {
    let uuid = text.get(..36)?;
    let groups = uuid
        .split('-')
        .map(|group| is_hex(group).then_some(group.len()));
    let groups: Option<Vec<_>> = groups.collect();
    let ends = !text[36..].starts_with(|next: char| next.is_ascii_alphanumeric());
    (ends && groups? == [8, 4, 4, 4, 12]).then_some((Format::Uuid, 36))
}

/// `2026-11-24T00:35:30.756444Z`, or with an offset; or as PostgreSQL writes it,
/// `2026-11-24 00:35:30.756444+00`.
fn timestamp(text: &str) -> Option<(Format, usize)> {
    fits(text, "0000-00-00T00:00:00").or_else(|| fits(text, "0000-00-00 00:00:00"))?;
    let rest = &text[19..];
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let fraction = rest.strip_prefix('.').map_or(0, digits);
    let length = 19 + if fraction > 0 { fraction + 1 } else { 0 };
    let zone = match &text[length..] {
        rest if rest.starts_with('Z') => 1,
        rest if rest.starts_with(['+', '-']) => {
            let minutes = fits(&rest[1..], "00:00").map(|()| 6);
            minutes.or_else(|| fits(&rest[1..], "00").map(|()| 3))?
        }
        _ => return None,
    };
    Some((Format::Timestamp { fraction }, length + zone))
}

/// `Wed, 24 Nov 2027 00:35:50 GMT`.
fn http_date(text: &str) -> Option<(Format, usize)> {
    const PATTERN: &str = "Aaa, 00 Aaa 0000 00:00:00 GMT";
    fits(text, PATTERN).map(|()| (Format::HttpDate, PATTERN.len()))
}

/// `5e:3e:b4:…`, at least as long as MD5.
fn fingerprint(text: &str) -> Option<(Format, usize)> {
    let run = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b':';
    let text = text[..text.bytes().take_while(run).count()].trim_end_matches(':');
    let hex = text.split(':').all(|byte| byte.len() == 2 && is_hex(byte));
    let bytes = text.len().div_ceil(3);
    (hex && bytes >= 16).then_some((Format::Fingerprint(bytes), text.len()))
}

/// Whether `text` begins like `pattern`, in which `0` is any digit, `A` any capital, `a` any other
/// letter.
fn fits(text: &str, pattern: &str) -> Option<()> {
    let fit = |(byte, like): (u8, u8)| match like {
        b'0' => byte.is_ascii_digit(),
        b'A' => byte.is_ascii_uppercase(),
        b'a' => byte.is_ascii_lowercase(),
        _ => byte == like,
    };
    let start = text.as_bytes().get(..pattern.len())?;
    start
        .iter()
        .copied()
        .zip(pattern.bytes())
        .all(fit)
        .then_some(())
}

fn is_hex(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn run_format(run: &str) -> Option<Format> {
    let digits = run.bytes().all(|byte| byte.is_ascii_digit());
    match run.len() {
        USER_CODE if digits => Some(Format::Digits(USER_CODE)),
        ..SHORTEST_RUN => None,
        length if is_hex(run) => Some(Format::Hex(length)),
        length => Some(Format::Alphanumeric(length)),
    }
}

/// `text` with the format of each opaque value in place of the value: fit to be shown.
pub fn shape(text: &str) -> String {
    let shown = |piece: &Piece<'_>| match piece {
        Piece::Plain(plain) => (*plain).to_owned(),
        Piece::Opaque(format, _) => format!("[{format}]"),
    };
    pieces(text).iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CODE: &str = "558e470645b0425a9920710230da9238";
    const CLIENT: &str = "yyi49KdUe74QysKz4DK0aSAd2rnRHBkT698RIApd";

    #[test]
    fn opaque_values_are_known_by_their_looks() {
        let kid = format!("ak-outpost-{CODE} kid");
        assert_eq!(shape(&kid), "ak-outpost-[32 hex digits] kid");
        assert_eq!(
            shape("2026-11-24T00:35:30.756444Z"),
            "[timestamp with 6 decimals]"
        );
        assert_eq!(shape("2026-11-24T00:35:30Z"), "[timestamp in seconds]");
        assert_eq!(
            shape("(t, 2026-11-24 00:35:30.756444+00, null)"),
            "(t, [timestamp with 6 decimals], null)"
        );
        assert_eq!(
            shape("/users/524c7d8a-c7d9-4c09-95b8-bc951f6f3d2a/"),
            "/users/[UUID]/"
        );
        assert_eq!(
            shape("expires=Wed, 24 Nov 2027 00:35:50 GMT;"),
            "expires=[HTTP date];"
        );
        assert_eq!(shape("/device?code=012345678"), "/device?code=[9 digits]");
        assert_eq!(
            shape("exp 1795484151 default-provider-authorization-explicit-consent"),
            "exp 1795484151 default-provider-authorization-explicit-consent"
        );
        assert_eq!(shape(&"5e:".repeat(20)), "[fingerprint of 20 bytes]:");
        assert_eq!(shape("Bearer eyJhbGciOiJub25lIn0.e30.x-_9"), "Bearer [JWT]");
        assert_eq!(shape("eyJhbGciOiJub25lIn0.a.b.c.d"), "[JWE]");
    }

    #[test]
    fn escapes_of_any_depth_stay_outside() {
        for escape in ["%3D", "%253D", "%25253D", "%2F"] {
            let text = format!("client_id{escape}{CLIENT}{escape}");
            assert_eq!(
                pieces(&text)[1],
                Piece::Opaque(Format::Alphanumeric(40), CLIENT),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn pieces_put_together_are_the_text(text in "[ -~]{0,200}|[a-f0-9%.:T-]{0,200}") {
            let joined: String = pieces(&text).iter().map(Piece::text).collect();
            prop_assert_eq!(joined, text);
        }

        #[test]
        fn no_random_value_shows_in_a_shape(value in "[A-Za-z0-9]{32,128}", before in "[ -$&-/]{0,9}") {
            let shown = shape(&(before + &value));
            prop_assert!(!shown.contains(&value));
        }
    }
}
