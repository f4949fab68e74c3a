//! Which fields hold values of their own in each run, and what those must look like before they are
//! hidden.

use crate::wire::{Format, Jwt, Piece, pieces};

/// What a value that is hidden must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// One opaque value and nothing else.
    Opaque(Format),
    /// One of two opaque values.
    Either(Format, Format),
    /// Unpadded base64url of this many characters.
    Base64Url(usize),
    /// This many printable ASCII characters, no space.
    Printable(usize),
    /// A picture: `data:image/…` or an address.
    Picture,
    /// Base64, padded.
    Base64,
    /// Anything that is not empty: the asker chose it.
    Chosen,
}

/// One field and what it holds.
struct Field {
    name: &'static str,
    look: Look,
}

const fn field(name: &'static str, look: Look) -> Field {
    Field { name, look }
}

/// The fields. Those of Authentik look as in the recordings (`02-authcode-pkce`, `10-device`,
/// `20-service-account`, `60-key-rotation`); what the asker chooses, such as `state`, may look
/// anyhow.
const FIELDS: [Field; 24] = [
    field("access_token", Look::Either(Format::Jwt, Format::Jwe)),
    field("at_hash", Look::Base64Url(22)),
    field("avatar", Look::Picture),
    field("c_hash", Look::Base64Url(22)),
    field("client_secret", Look::Opaque(Format::Alphanumeric(128))),
    field("code_challenge", Look::Base64Url(43)),
    field("code_verifier", Look::Chosen),
    field("device_code", Look::Printable(128)),
    field("flow_token", Look::Opaque(Format::Alphanumeric(60))),
    field("id_token", Look::Either(Format::Jwt, Format::Jwe)),
    field("jti", Look::Either(Format::Hex(32), Format::Uuid)),
    field("kid", Look::Opaque(Format::Hex(32))),
    field("n", Look::Chosen),
    field("nonce", Look::Chosen),
    field("refresh_token", Look::Opaque(Format::Alphanumeric(128))),
    field("sid", Look::Opaque(Format::Hex(64))),
    field("state", Look::Chosen),
    field("user_code", Look::Opaque(Format::Digits(9))),
    field(
        "uid",
        Look::Either(Format::Hex(64), Format::Alphanumeric(40)),
    ),
    field("user_uid", Look::Opaque(Format::Hex(64))),
    field("x", Look::Base64Url(43)),
    field("x5t", Look::Base64Url(27)),
    field("x5t#S256", Look::Base64Url(43)),
    field("y", Look::Base64Url(43)),
];

/// What the values of a field look like, if it is one whose values are hidden whole.
pub(super) fn of_field(name: &str) -> Option<Look> {
    let found = FIELDS.iter().find(|field| field.name == name)?;
    Some(found.look)
}

impl Look {
    /// Whether `value` looks like it.
    pub(super) fn fits(self, value: &str) -> bool {
        match self {
            Self::Opaque(format) => is(value, format),
            Self::Either(one, other) => is(value, one) || is(value, other),
            Self::Base64Url(length) => {
                let base64url = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
                value.len() == length && value.bytes().all(base64url)
            }
            Self::Printable(length) => {
                value.len() == length && value.bytes().all(|byte| byte.is_ascii_graphic())
            }
            Self::Picture => value.starts_with("data:image/") || value.starts_with("http"),
            Self::Base64 => {
                let base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
                !value.is_empty() && value.len().is_multiple_of(4) && value.bytes().all(base64)
            }
            Self::Chosen => !value.is_empty(),
        }
    }

    /// In words, for a value that does not fit.
    pub(super) fn words(self) -> String {
        match self {
            Self::Opaque(format) => format.to_string(),
            Self::Either(one, other) => format!("{one} or {other}"),
            Self::Base64Url(length) => format!("{length} characters of base64url"),
            Self::Printable(length) => format!("{length} printable characters"),
            Self::Picture => "picture".to_owned(),
            Self::Base64 => "base64".to_owned(),
            Self::Chosen => "something".to_owned(),
        }
    }
}

fn is(value: &str, format: Format) -> bool {
    let whole = matches!(pieces(value).as_slice(), [Piece::Opaque(found, _)] if *found == format
        || matches!((found, format), (Format::Hex(found), Format::Alphanumeric(wanted)) if *found == wanted));
    whole && (format != Format::Jwt || Jwt::parse(value).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fits_its_field_or_does_not() {
        let fits = |name: &str, value: &str| of_field(name).unwrap().fits(value);
        assert!(fits("user_code", "022789277"));
        assert!(!fits("user_code", "22789277"));
        assert!(fits("device_code", &"k3)oPnRb".repeat(16)));
        assert!(!fits("device_code", "k3)oPnRb"));
        assert!(fits("x5t", "VV7zcEou4uXuaA5uUOVPegjoUDI"));
        assert!(!fits("access_token", "eyJh.not.one"));
        assert!(!fits("state", ""));
        assert_eq!(of_field("username"), None);
    }
}
