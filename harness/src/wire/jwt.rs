//! JSON Web Tokens, taken apart without trust.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// A signed token in three parts, decoded and not verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Jwt {
    /// The JOSE header, its members in the order they stand in.
    pub header: Map<String, Value>,
    /// The claims, in the order they stand in.
    pub claims: Map<String, Value>,
    /// The first two parts, which the signature is over.
    pub signed: String,
    /// The third part, still encoded.
    pub signature: String,
}

impl Jwt {
    /// Takes `text` apart; nothing when it is not three parts of which two are JSON objects.
    pub fn parse(text: &str) -> Option<Self> {
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let object = |part: &str| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(part).ok()?;
            serde_json::from_slice(&bytes).ok()
        };
        Some(Self {
            header: object(header)?,
            claims: object(claims)?,
            signed: signed.to_owned(),
            signature: signature.to_owned(),
        })
    }

    /// A member of the header that is a string.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header.get(name).and_then(Value::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_and_needs_no_valid_signature() {
        // {"typ":"JWT","alg":"none"} . {"sub":"6","aud":"x"}
        let text = "eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJzdWIiOiI2IiwiYXVkIjoieCJ9.AAAA";
        let jwt = Jwt::parse(text).unwrap();
        assert_eq!(jwt.header.keys().collect::<Vec<_>>(), ["typ", "alg"]);
        assert_eq!(jwt.claims.keys().collect::<Vec<_>>(), ["sub", "aud"]);
        assert_eq!(
            (jwt.header("alg"), jwt.signature.as_str()),
            (Some("none"), "AAAA")
        );
        assert_eq!(format!("{}.{}", jwt.signed, jwt.signature), text);
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "a.b.c",
            "eyJhbGciOiJub25lIn0.e30",
            "W10.e30.",
            "eyJhbGciOiJub25lIn0.e30.a.b.c",
        ] {
            assert_eq!(Jwt::parse(text), None, "{text}");
        }
    }
}
