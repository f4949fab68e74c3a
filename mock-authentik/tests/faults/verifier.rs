//! A verifier that goes on after the first thing that is wrong, and tells everything that is.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rsa::PublicEncryptingKey;
use aws_lc_rs::signature::RsaPublicKeyComponents;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde_json::{Map, Value};

/// What every token of the mock's tells here.
const CLAIMS: [&str; 8] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "acr",
    "email",
];

/// Something that is wrong with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    NotAJwt,
    Header,
    Algorithm(String),
    UnknownKid,
    Signature,
    Missing(String),
    Issuer,
    Audience,
    Expired,
    NotYetValid,
    IssuedAhead,
    /// The times contradict one another.
    Times,
}

pub(crate) struct Verifier {
    pub(crate) issuer: String,
    pub(crate) client: String,
    pub(crate) now: i64,
    pub(crate) keys: Vec<Value>,
}

impl Verifier {
    pub(crate) fn findings(&self, token: &str) -> Vec<Finding> {
        let parts: Vec<&str> = token.split('.').collect();
        let [header, claims, signature] = parts[..] else {
            return vec![Finding::NotAJwt];
        };
        let (Some(header), Some(claims)) = (object(header), object(claims)) else {
            return vec![Finding::NotAJwt];
        };
        let message = token.rsplit_once('.').unwrap().0;
        let mut findings = self.check_signature(&header, message, signature);
        findings.extend(self.check_claims(&claims));
        findings
    }

    fn check_signature(
        &self,
        header: &Map<String, Value>,
        message: &str,
        signature: &str,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        if header.keys().ne(["alg", "kid", "typ"]) || header["typ"] != "JWT" {
            findings.push(Finding::Header);
        }
        let mut named = self
            .keys
            .iter()
            .filter(|key| Some(&key["kid"]) == header.get("kid"));
        // Whoever does not find the key tries any, so as to see whether the signature is right.
        let key = named.next().or_else(|| {
            findings.push(Finding::UnknownKid);
            self.keys.first()
        });
        let Some(key) = key else {
            return findings;
        };
        let algorithm = header["alg"].as_str().unwrap_or_default();
        let verify = |key: &DecodingKey, algorithm| {
            crypto::verify(signature, message.as_bytes(), key, algorithm).unwrap_or(false)
        };
        let holds = if key["alg"] == algorithm {
            let jwk: Jwk = serde_json::from_value(key.clone()).unwrap();
            let algorithm: Algorithm = algorithm.parse().unwrap();
            verify(&DecodingKey::from_jwk(&jwk).unwrap(), algorithm)
        } else {
            findings.push(Finding::Algorithm(algorithm.to_owned()));
            let pem = public_pem(key);
            match algorithm {
                "none" => signature.is_empty(),
                _ => verify(&DecodingKey::from_secret(pem.as_bytes()), Algorithm::HS256),
            }
        };
        if !holds {
            findings.push(Finding::Signature);
        }
        findings
    }

    fn check_claims(&self, claims: &Map<String, Value>) -> Vec<Finding> {
        let missing = CLAIMS.iter().filter(|name| !claims.contains_key(**name));
        let mut findings: Vec<_> = missing
            .map(|name| Finding::Missing((*name).into()))
            .collect();
        let mut check = |name: &str, holds: &dyn Fn(&Value) -> bool, finding: Finding| {
            if claims.get(name).is_some_and(|value| !holds(value)) {
                findings.push(finding);
            }
        };
        let second = |value: &Value| value.as_i64().unwrap();
        check("iss", &|value| *value == *self.issuer, Finding::Issuer);
        check("aud", &|value| *value == *self.client, Finding::Audience);
        check("exp", &|value| second(value) > self.now, Finding::Expired);
        check(
            "nbf",
            &|value| second(value) <= self.now,
            Finding::NotYetValid,
        );
        check(
            "iat",
            &|value| second(value) <= self.now,
            Finding::IssuedAhead,
        );
        let [exp, iat, auth_time] =
            ["exp", "iat", "auth_time"].map(|name| claims.get(name).map(second));
        let in_order =
            |early: Option<i64>, late: Option<i64>| early.zip(late).is_none_or(|(a, b)| a <= b);
        if !(in_order(iat, exp) && in_order(auth_time, iat)) {
            findings.push(Finding::Times);
        }
        findings
    }
}

fn object(part: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

/// The key as `openssl pkey -pubout` writes it.
fn public_pem(key: &Value) -> String {
    let part = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap();
    let (n, e) = (part("n"), part("e"));
    let key: PublicEncryptingKey = RsaPublicKeyComponents { n, e }.try_into().unwrap();
    let der: PublicKeyX509Der<'_> = key.as_der().unwrap();
    let base64 = STANDARD.encode(der.as_ref());
    let lines = base64.as_bytes().chunks(64);
    let lines = lines.map(|line| std::str::from_utf8(line).unwrap());
    let lines: Vec<&str> = lines.collect();
    format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        lines.join("\n")
    )
}
