//! A token taken apart.

use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{DecodeError, Engine, alphabet};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::JwtError;

/// Base64url without padding. Like Go's, it takes a last letter whose unused bits are set.
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// The part of a token's header that is looked at.
#[derive(Deserialize)]
pub(super) struct Header {
    pub(super) alg: String,
    pub(super) kid: Option<String>,
}

/// A token's parts.
pub(super) struct Segments<'a> {
    pub(super) header: Header,
    pub(super) claims: Map<String, Value>,
    /// What the signature is over.
    pub(super) signed: &'a str,
    pub(super) signature: &'a str,
}

/// Takes a token apart.
pub(super) fn split(token: &str) -> Result<Segments<'_>, JwtError> {
    let segments =
        || JwtError::Malformed("token contains an invalid number of segments".to_owned());
    let (signed, signature) = token.rsplit_once('.').ok_or_else(segments)?;
    let (header, claims) = signed
        .split_once('.')
        .filter(|(_, claims)| !claims.contains('.'))
        .ok_or_else(segments)?;
    Ok(Segments {
        header: part(header, "header")?,
        claims: part(claims, "claim")?,
        signed,
        signature,
    })
}

fn part<T: DeserializeOwned>(text: &str, name: &str) -> Result<T, JwtError> {
    let decoded = URL_SAFE.decode(text).map_err(|error| {
        let at = match error {
            DecodeError::InvalidByte(at, _) | DecodeError::InvalidLastSymbol(at, _) => at,
            // Go names the beginning of the four characters that are not whole.
            DecodeError::InvalidLength(length) => length / 4 * 4,
            DecodeError::InvalidPadding => text.len(),
        };
        JwtError::Malformed(format!(
            "could not base64 decode {name}: illegal base64 data at input byte {at}"
        ))
    })?;
    serde_json::from_slice(&decoded)
        .map_err(|error| JwtError::Malformed(format!("could not JSON decode {name}: {error}")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As the real management server answered.
    #[test]
    fn what_is_no_token_says_where() {
        let told = |token| split(token).err().unwrap().to_string();
        let malformed = "token could not be parsed: token is malformed";
        assert_eq!(
            told("opaque"),
            format!("{malformed}: token contains an invalid number of segments")
        );
        assert_eq!(
            told("a.b.c"),
            format!(
                "{malformed}: could not base64 decode header: illegal base64 data at input byte 0"
            )
        );
    }

    proptest! {
        #[test]
        fn no_token_panics(token in "[a-zA-Z0-9_.-]{0,60}") {
            let _ = split(&token);
        }
    }
}
