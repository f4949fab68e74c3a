//! Public keys as a key set shows them (RFC 7517).

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::AlgorithmParameters;
use serde_json::{Map, Value, json};

use super::{KeyPair, sha1, sha256};

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyUse {
    /// Verifying what the provider signed.
    Signature,
    /// Encrypting what the provider issues.
    Encryption,
}

/// The key with its certificate, its members in the recorded order (observed, section 1).
pub(crate) fn jwk(keys: &KeyPair, key_use: KeyUse) -> Value {
    let mut members = Map::new();
    let mut add = |name: &str, value: Value| members.insert(name.to_owned(), value);
    let name_of_use = match key_use {
        KeyUse::Signature => {
            add("alg", json!(keys.algorithm().jwa()));
            "sig"
        }
        KeyUse::Encryption => {
            add("alg", json!("RSA-OAEP-256"));
            add("enc", json!("A256CBC-HS512"));
            "enc"
        }
    };
    add("kid", json!(keys.kid()));
    match keys.public() {
        AlgorithmParameters::RSA(key) => {
            add("kty", json!("RSA"));
            add("use", json!(name_of_use));
            add("n", json!(key.n));
            add("e", json!(key.e));
        }
        AlgorithmParameters::EllipticCurve(key) => {
            add("kty", json!("EC"));
            add("use", json!(name_of_use));
            add("x", json!(key.x));
            add("y", json!(key.y));
            add("crv", json!(key.curve));
        }
        // `KeyPair` makes no other kinds.
        _ => {}
    }
    let certificate = &keys.certificate_der;
    add("x5c", json!([STANDARD.encode(certificate)]));
    add("x5t", json!(URL_SAFE_NO_PAD.encode(sha1(certificate))));
    let thumbprint = URL_SAFE_NO_PAD.encode(sha256(&[certificate]));
    add("x5t#S256", json!(thumbprint));
    Value::Object(members)
}
