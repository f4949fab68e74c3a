//! WireGuard keys, which are X25519 keys, in base64.

use std::fmt;
use std::str::FromStr;

use ambient::Entropy;
use base64::Engine;
use base64::alphabet;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};

/// Standard base64 with padding. Like Go's, it takes a last letter whose unused bits are set.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// The length of a key, in bytes.
const LENGTH: usize = 32;

/// The text is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// It is no base64.
    #[error(
        "the key is no base64 ({0}); give the 44 characters that `wg genkey` or `wg pubkey` prints"
    )]
    Base64(String),
    /// It has another length.
    #[error(
        "the key has {0} bytes instead of 32; give the 44 characters that `wg genkey` or `wg pubkey` prints"
    )]
    Length(usize),
}

fn decode(text: &str) -> Result<[u8; LENGTH], KeyError> {
    let bytes = BASE64
        .decode(text)
        .map_err(|error| KeyError::Base64(error.to_string()))?;
    <[u8; LENGTH]>::try_from(bytes).map_err(|bytes| KeyError::Length(bytes.len()))
}

/// A public key: what a machine is known by.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(pub(crate) crypto_box::PublicKey);

impl FromStr for PublicKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        decode(text).map(|bytes| Self(bytes.into()))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64.encode(self.0.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

/// A private key, with its public one.
#[derive(Clone)]
pub struct PrivateKey {
    pub(crate) secret: crypto_box::SecretKey,
    public: PublicKey,
}

impl PrivateKey {
    /// A fresh key.
    pub fn new(entropy: &Entropy) -> Self {
        Self::from_bytes(entropy.bytes())
    }

    fn from_bytes(bytes: [u8; LENGTH]) -> Self {
        let secret = crypto_box::SecretKey::from(bytes);
        let public = PublicKey(secret.public_key());
        Self { secret, public }
    }

    /// Its public key.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }
}

impl FromStr for PrivateKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        decode(text).map(Self::from_bytes)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey([secret] of {})", self.public)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_public_key_survives_its_text(seed: u64) {
            let key = PrivateKey::new(&Entropy::seeded(seed));
            let text = key.public().to_string();
            prop_assert_eq!(text.len(), 44);
            prop_assert_eq!(&text.parse::<PublicKey>().unwrap(), key.public());
        }

        #[test]
        fn any_text_is_a_key_or_an_error(text in ".{0,60}") {
            if let Ok(key) = text.parse::<PublicKey>() {
                prop_assert_eq!(key.0.as_bytes().len(), LENGTH);
            }
        }
    }

    /// RFC 7748 §6.1, Alice's keys.
    #[test]
    fn a_private_key_has_the_public_key_of_the_rfc() {
        let key: PrivateKey = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo="
            .parse()
            .unwrap();
        let public = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";
        assert_eq!(key.public().to_string(), public);
        assert_eq!(
            format!("{key:?}"),
            format!("PrivateKey([secret] of {public})")
        );
    }

    #[test]
    fn what_is_no_key_says_why() {
        assert_eq!("AAAA".parse::<PublicKey>(), Err(KeyError::Length(3)));
        let error = "not a key".parse::<PublicKey>().unwrap_err();
        assert!(matches!(error, KeyError::Base64(_)), "{error}");
        assert!(error.to_string().contains("wg genkey"), "{error}");
    }

    #[test]
    fn a_last_letter_with_unused_bits_is_taken() {
        let key = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCp=".parse::<PrivateKey>();
        let public = key.unwrap().public().to_string();
        assert_eq!(public, "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=");
    }
}
