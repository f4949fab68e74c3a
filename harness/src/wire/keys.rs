//! Keys that tokens are verified with, as they were seen on the wire.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jsonwebtoken::crypto::verify;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;

use super::Jwt;

/// The keys of one issuer: published ones by their id, and client secrets, which HS256 uses
/// (OpenID Connect Core §10.1).
#[derive(Clone, Default)]
pub struct Keys {
    published: BTreeMap<String, Jwk>,
    secrets: BTreeSet<String>,
}

/// What became of a token's signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was made with a key that is known.
    Verified,
    /// The key it names is known and did not make it.
    Forged,
    /// The key it names is not known.
    UnknownKey,
}

impl Keys {
    /// Takes in the keys of a JWK set (RFC 7517 §5); those of other kinds are left out. Keys that are
    /// no longer published stay, as tokens they signed are still about.
    pub fn publish(&mut self, set: &Value) {
        for key in set["keys"].as_array().into_iter().flatten() {
            let known = serde_json::from_value::<Jwk>(key.clone()).ok();
            if let (Some(kid), Some(jwk)) = (key["kid"].as_str(), known) {
                self.published.insert(kid.to_owned(), jwk);
            }
        }
    }

    /// Takes in a client's secret.
    pub fn add_secret(&mut self, secret: &str) {
        self.secrets.insert(secret.to_owned());
    }

    /// Checks the signature, and nothing else.
    pub fn verify(&self, jwt: &Jwt) -> Verdict {
        let algorithm = jwt
            .header("alg")
            .and_then(|name| name.parse::<Algorithm>().ok());
        let Some(algorithm) = algorithm else {
            return Verdict::Forged;
        };
        let signed = |key: &DecodingKey| {
            verify(&jwt.signature, jwt.signed.as_bytes(), key, algorithm).unwrap_or(false)
        };
        if algorithm == Algorithm::HS256 {
            // The header names no key, so any known secret may be the one.
            let mut secrets = self
                .secrets
                .iter()
                .map(|key| DecodingKey::from_secret(key.as_bytes()));
            return if secrets.any(|key| signed(&key)) {
                Verdict::Verified
            } else {
                Verdict::UnknownKey
            };
        }
        let published = jwt.header("kid").and_then(|kid| self.published.get(kid));
        match published.map(DecodingKey::from_jwk) {
            None | Some(Err(_)) => Verdict::UnknownKey,
            Some(Ok(key)) if signed(&key) => Verdict::Verified,
            Some(Ok(_)) => Verdict::Forged,
        }
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys")
            .field("published", &self.published.keys())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{EncodingKey, Header, encode};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_secret_verifies_what_it_signed_and_no_more() {
        let key = EncodingKey::from_secret(b"right");
        let token = encode(&Header::new(Algorithm::HS256), &json!({"sub": "6"}), &key).unwrap();
        let jwt = Jwt::parse(&token).unwrap();
        let mut keys = Keys::default();
        keys.add_secret("wrong");
        assert_eq!(keys.verify(&jwt), Verdict::UnknownKey);
        keys.add_secret("right");
        assert_eq!(keys.verify(&jwt), Verdict::Verified);
        assert!(!format!("{keys:?}").contains("right"));
    }

    #[test]
    fn an_unknown_algorithm_is_never_verified() {
        let jwt = Jwt::parse("eyJhbGciOiJub25lIn0.e30.").unwrap();
        assert_eq!(Keys::default().verify(&jwt), Verdict::Forged);
    }
}
