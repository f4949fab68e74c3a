//! Signed tokens in compact form (RFC 7515), as PyJWT writes them.

use std::sync::Arc;

use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde::Serialize;
use serde_json::{Map, Value};

use super::KeyPair;

/// A token could not be signed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SigningError {
    #[error("the token's claims cannot be written: {0}")]
    Claims(#[from] serde_json::Error),
    #[error("the key refuses to sign the token; make a new one")]
    Refused(#[from] Unspecified),
}

/// What signs tokens.
#[derive(Clone, Debug)]
pub(crate) enum Signer {
    /// A private key: RS256 or ES256.
    Key(Arc<KeyPair>),
    /// A shared secret: HS256, which is what a provider without a key falls back to.
    Secret(String),
}

/// The members in the recorded order (observed, section 5).
#[derive(Serialize)]
pub(crate) struct Header<'a, A = Algorithm> {
    pub(crate) alg: A,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) kid: Option<&'a str>,
    pub(crate) typ: &'static str,
}

impl Signer {
    /// The JWA name of the signature.
    pub(crate) fn algorithm(&self) -> Algorithm {
        match self {
            Self::Key(keys) => keys.algorithm().jwa(),
            Self::Secret(_) => Algorithm::HS256,
        }
    }

    /// The header of what it signs.
    pub(crate) fn header(&self) -> Header<'_> {
        Header {
            alg: self.algorithm(),
            kid: match self {
                Self::Key(keys) => Some(keys.kid()),
                Self::Secret(_) => None,
            },
            typ: "JWT",
        }
    }

    /// Signs `claims`, keeping their order.
    pub(crate) fn sign(&self, claims: &Map<String, Value>) -> Result<String, SigningError> {
        self.sign_under(&self.header(), claims)
    }

    /// Signs `claims` under a header that may say something else than is true.
    pub(crate) fn sign_under(
        &self,
        header: &Header<'_>,
        claims: &Map<String, Value>,
    ) -> Result<String, SigningError> {
        let mut message = unsigned(header, claims)?;
        let signature = match self {
            Self::Key(keys) => keys.sign(message.as_bytes())?,
            Self::Secret(secret) => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
                hmac::sign(&key, message.as_bytes()).as_ref().to_vec()
            }
        };
        message.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut message);
        Ok(message)
    }
}

/// The claims of an HS256 token that was signed with `secret`; its expiry is not looked at.
pub(crate) fn verified(token: &str, secret: &str) -> Option<Map<String, Value>> {
    let (message, signature) = token.rsplit_once('.')?;
    let key = DecodingKey::from_secret(secret.as_bytes());
    crypto::verify(signature, message.as_bytes(), &key, Algorithm::HS256)
        .ok()
        .filter(|valid| *valid)?;
    let claims = URL_SAFE_NO_PAD.decode(message.split_once('.')?.1).ok()?;
    serde_json::from_slice(&claims).ok()
}

/// What a signature is made over.
pub(crate) fn unsigned<A: Serialize>(
    header: &Header<'_, A>,
    claims: &Map<String, Value>,
) -> Result<String, serde_json::Error> {
    Ok(format!("{}.{}", encoded(header)?, encoded(claims)?))
}

fn encoded(part: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(part)?))
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{Validation, decode};
    use serde_json::json;

    use super::*;
    use crate::crypto::KeyAlgorithm;
    use crate::crypto::Names;

    fn claims() -> Map<String, Value> {
        let claims = json!({"iss": "a", "aud": "b", "exp": 4_102_444_800_i64});
        claims.as_object().unwrap().clone()
    }

    fn header_of(token: &str) -> String {
        let header = token.split('.').next().unwrap();
        String::from_utf8(URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap()
    }

    const TEST: Names<'_> = Names {
        subject: "test",
        version: "test",
    };

    #[test]
    fn every_key_signs_what_its_public_half_verifies() {
        for algorithm in [KeyAlgorithm::Rsa, KeyAlgorithm::Ecdsa] {
            let now = "2026-11-24T00:00:00Z".parse().unwrap();
            let validity = jiff::SignedDuration::from_hours(24);
            let keys = KeyPair::self_signed(TEST, algorithm, (now, validity), &[1]).unwrap();
            let (kid, jwa) = (keys.kid().to_owned(), algorithm.jwa());
            let public = jsonwebtoken::jwk::Jwk {
                common: jsonwebtoken::jwk::CommonParameters::default(),
                algorithm: keys.public().clone(),
            };
            let token = Signer::Key(Arc::new(keys)).sign(&claims()).unwrap();
            assert_eq!(
                header_of(&token),
                format!(r#"{{"alg":"{jwa:?}","kid":"{kid}","typ":"JWT"}}"#)
            );
            let mut validation = Validation::new(jwa);
            validation.set_audience(&["b"]);
            let key = DecodingKey::from_jwk(&public).unwrap();
            let read = decode::<Map<String, Value>>(&token, &key, &validation).unwrap();
            assert_eq!(read.claims, claims());
        }
    }

    #[test]
    fn a_secret_signs_without_a_kid_and_only_it_verifies() {
        let token = Signer::Secret("s3cret".into()).sign(&claims()).unwrap();
        assert_eq!(header_of(&token), r#"{"alg":"HS256","typ":"JWT"}"#);
        assert_eq!(verified(&token, "s3cret"), Some(claims()));
        assert_eq!(verified(&token, "other"), None);
        assert_eq!(verified("a.b.c", "s3cret"), None);
        assert_eq!(verified("", "s3cret"), None);
    }
}
