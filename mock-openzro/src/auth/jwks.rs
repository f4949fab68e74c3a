//! The identity provider's signing keys.

use ambient::Clock;
use http::header::CACHE_CONTROL;
use jsonwebtoken::DecodingKey;
use serde::Deserialize;

use super::JwtError;
use crate::idp::{cause, send};

/// Keys are fetched again within this many seconds of their end.
const MARGIN: i64 = 5;

/// A fetched set of keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Jwks {
    keys: Vec<Jwk>,
    /// When the set becomes stale, by its `Cache-Control`; it is stale at once without one.
    expires: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Document {
    keys: Vec<Jwk>,
}

/// A key.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Jwk {
    kid: String,
    kty: String,
    n: String,
    e: String,
    crv: String,
    x: String,
    y: String,
    x5c: Vec<String>,
}

/// A key that can check a signature, and the family of algorithms that it is for.
pub(super) struct PublicKey {
    pub(super) key: DecodingKey,
    pub(super) family: Family,
}

/// The key's type alone decides which algorithms are accepted (reference, section 3).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Family {
    Rsa,
    EllipticCurve,
}

impl Jwks {
    /// Fetches the keys. The HTTP status is not looked at: an error page in JSON is an empty set.
    pub(super) async fn fetch(
        location: &str,
        client: &reqwest::Client,
        clock: &Clock,
    ) -> Result<Self, String> {
        let failed = |error: reqwest::Error| format!("Get \"{location}\": {}", cause(&error));
        let answer = send(client.get(location)).await.map_err(failed)?;
        let cache_control = answer.headers().get(CACHE_CONTROL);
        let max_age = max_age(cache_control.and_then(|value| value.to_str().ok()));
        let body = answer.bytes().await.map_err(failed)?;
        let document: Document =
            serde_json::from_slice(&body).map_err(|error| error.to_string())?;
        Ok(Self {
            keys: document.keys,
            expires: clock.now_seconds().saturating_add(max_age),
        })
    }

    /// Whether the set need not be fetched again yet.
    pub(super) fn still_valid(&self, clock: &Clock) -> bool {
        clock.now_seconds() + MARGIN < self.expires
    }

    /// The key of this id. A key with a certificate is taken for an RSA key, whatever it is: Authentik
    /// sends a certificate with EC keys too, so those never work (reference, section 3).
    pub(super) fn key(&self, kid: Option<&str>) -> Result<PublicKey, JwtError> {
        let found = self.keys.iter().find(|key| Some(key.kid.as_str()) == kid);
        let jwk = found.ok_or(JwtError::UnknownKey)?;
        let unreadable = |error: jsonwebtoken::errors::Error| JwtError::BadKey(error.to_string());
        let (key, family) = match jwk.kty.as_str() {
            _ if !jwk.x5c.is_empty() => (of_certificate(&jwk.x5c[0])?, Family::Rsa),
            "RSA" => (
                DecodingKey::from_rsa_components(&jwk.n, &jwk.e).map_err(unreadable)?,
                Family::Rsa,
            ),
            "EC" if jwk.x.is_empty() || jwk.y.is_empty() || jwk.crv.is_empty() => {
                return Err(JwtError::BadKey("ecdsa key incomplete".to_owned()));
            }
            "EC" => (
                DecodingKey::from_ec_components(&jwk.x, &jwk.y).map_err(unreadable)?,
                Family::EllipticCurve,
            ),
            _ => return Err(JwtError::UnknownKey),
        };
        Ok(PublicKey { key, family })
    }
}

/// The key of a certificate, which has to be an RSA key.
fn of_certificate(x5c: &str) -> Result<DecodingKey, JwtError> {
    let pem = format!("-----BEGIN CERTIFICATE-----\n{x5c}\n-----END CERTIFICATE-----\n");
    DecodingKey::from_rsa_pem(pem.as_bytes())
        .map_err(|_| JwtError::BadKey("key is not a valid RSA public key".to_owned()))
}

/// The first `max-age` of a `Cache-Control` header; 0 without one.
fn max_age(header: Option<&str>) -> i64 {
    header
        .into_iter()
        .flat_map(|header| header.split(','))
        .find_map(|directive| directive.trim().strip_prefix("max-age="))
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn max_age_is_the_first_one() {
        assert_eq!(max_age(Some("public, max-age=60, max-age=5")), 60);
        assert_eq!(max_age(Some("max-age=soon")), 0);
        assert_eq!(max_age(None), 0);
    }

    #[test]
    fn an_elliptic_key_with_a_certificate_is_refused() {
        let document: Document = serde_json::from_value(serde_json::json!({"keys": [
            {"kid": "k", "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", "x5c": ["MII"]},
        ]}))
        .unwrap();
        let keys = Jwks {
            keys: document.keys,
            expires: 0,
        };
        let Err(error) = keys.key(Some("k")) else {
            panic!("the key was accepted");
        };
        assert_eq!(
            error.to_string(),
            "token could not be parsed: token is unverifiable: error while executing keyfunc: key is not a valid RSA public key"
        );
        assert!(matches!(keys.key(None), Err(JwtError::UnknownKey)));
    }
}
