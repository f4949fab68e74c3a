//! What is hidden, and what stands in its place.

use std::sync::LazyLock;

use regex::Regex;

use crate::wire::{Format, Piece, is_secret_field, pieces};

/// What a hidden value is, which its placeholder says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Code,
    Cookie,
    Email,
    Host,
    Key,
    Password,
    Signature,
    Token,
}

#[expect(
    clippy::expect_used,
    reason = "the pattern is constant and tests compile it"
)]
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:redacted-[a-z]+-\d+|Redacted0+\d+|person-\d+@redacted\.example|host-\d+\.example|redacted\.example|0{26,}[0-9a-f]{1,6}|00000000-0000-4000-8000-[0-9a-f]{12}|(?:00:){13,}[0-9a-f:]+)$",
    )
    .expect("a valid pattern")
});

/// Hosts that say nothing of whoever made the recording.
const PUBLIC: [&str; 7] = [
    "127.0.0.1",
    "[::1]",
    "goauthentik.io",
    "json-schema.org",
    "localhost",
    "openid.net",
    "www.w3.org",
];

impl Kind {
    /// What a field of this name and value holds, if it is a secret.
    pub(super) fn of_field(name: &str, value: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let digits = || value.bytes().any(|byte| byte.is_ascii_digit());
        let about = ["_date", "_stage", "_policy", "_url", "_stages", "_fields"];
        if name.contains("password") && !about.iter().any(|end| name.ends_with(end)) {
            return Some(Self::Password);
        }
        match name.as_str() {
            // An answer's `code` is an error's as often as a grant's.
            "code" | "otp" | "totp" => digits().then_some(Self::Code),
            "user_code" | "device_code" | "code_verifier" | "code_challenge" | "state"
            | "nonce" => Some(Self::Code),
            "sessionid" | "sid" | "session_key" => Some(Self::Cookie),
            _ if name.ends_with("token")
                || name.ends_with("token_hint")
                || name.ends_with("assertion")
                || name.ends_with("secret") =>
            {
                Some(Self::Token)
            }
            _ if name.ends_with("key") || name.ends_with("key_data") => Some(Self::Key),
            _ => is_secret_field(&name).then_some(Self::Token),
        }
    }

    /// What stands in the place of the `number`th value that looks like this one.
    pub(super) fn placeholder(self, value: &str, number: usize) -> String {
        match (self, format(value)) {
            (Self::Email, _) => format!("person-{number}@redacted.example"),
            (Self::Host, _) => format!("host-{number}.example"),
            // Those that look random still do, so that a replay knows them.
            (_, Some(Format::Hex(length))) => format!("{number:0length$x}"),
            (_, Some(Format::Digits(length))) => format!("{number:0length$}"),
            (_, Some(Format::Alphanumeric(length))) => {
                let rest = length - "Redacted".len();
                format!("Redacted{number:0rest$}")
            }
            (_, Some(Format::Uuid)) => format!("00000000-0000-4000-8000-{number:012x}"),
            (_, Some(Format::Fingerprint(bytes))) => {
                let digits = bytes * 2;
                let hex = format!("{number:0digits$x}");
                let pairs = hex.as_bytes().chunks(2).map(String::from_utf8_lossy);
                pairs.collect::<Vec<_>>().join(":")
            }
            (kind, _) => format!("redacted-{}-{number}", kind.word()),
        }
    }

    /// Placeholders that look alike are numbered together.
    pub(super) fn series(self, value: &str) -> String {
        match (self, format(value)) {
            (Self::Email | Self::Host, _) | (_, None) => self.word().to_owned(),
            (_, Some(format)) => format.to_string(),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Cookie => "cookie",
            Self::Email => "person",
            Self::Host => "host",
            Self::Key => "key",
            Self::Password => "password",
            Self::Signature => "signature",
            Self::Token => "token",
        }
    }
}

/// What a value looks like that is random from its beginning to its end.
fn format(value: &str) -> Option<Format> {
    match pieces(value).as_slice() {
        [
            Piece::Opaque(
                format @ (Format::Hex(_)
                | Format::Digits(_)
                | Format::Alphanumeric(_)
                | Format::Uuid
                | Format::Fingerprint(_)),
                _,
            ),
        ] => Some(*format),
        _ => None,
    }
}

/// Whether a value stands for another already.
pub(super) fn is_placeholder(value: &str) -> bool {
    PLACEHOLDER.is_match(value)
}

/// Whether a host may be known.
pub(super) fn is_public(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    PUBLIC.contains(&host.as_str()) || host.ends_with(".goauthentik.io")
}
