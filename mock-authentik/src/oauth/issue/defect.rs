//! Tokens with a defect: what is named is wrong with them, and nothing else.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use faults::TokenDefect;
use serde_json::{Map, Value, json};

use ambient::Entropy;
use jsonwebtoken::Algorithm;

use crate::crypto::{Header, Signer, SigningError, unsigned};

/// How long an expired token has been so, and the least that a future time is ahead, in seconds.
const A_MINUTE: i64 = 60;
/// Names by which nobody goes (RFC 2606).
const OTHER_ISSUER: &str = "https://issuer.invalid/";
const OTHER_AUDIENCE: &str = "client.invalid";

/// A token of `claims` with that defect.
pub(super) fn signed(
    signer: &Signer,
    claims: &Map<String, Value>,
    defect: &TokenDefect,
    entropy: &Entropy,
) -> Result<String, SigningError> {
    let mut claims = claims.clone();
    spoil(&mut claims, defect);
    match (defect, signer) {
        (TokenDefect::UnknownKid, _) => {
            let kid = entropy.hex(32);
            let kid = Some(kid.as_str());
            signer.sign_under(
                &Header {
                    kid,
                    ..signer.header()
                },
                &claims,
            )
        }
        (TokenDefect::BadSignature, _) => Ok(with_bad_signature(&signer.sign(&claims)?)),
        (TokenDefect::AlgNone, _) => {
            let Header { kid, typ, .. } = signer.header();
            let header = Header {
                alg: "none",
                kid,
                typ,
            };
            Ok(unsigned(&header, &claims)? + ".")
        }
        (TokenDefect::Hs256WithPublicKey, Signer::Key(keys)) => {
            let header = Header {
                alg: Algorithm::HS256,
                ..signer.header()
            };
            Signer::Secret(keys.public_pem()).sign_under(&header, &claims)
        }
        (TokenDefect::Opaque, _) => Ok(entropy.alphanumeric(64)),
        // Without a key there is no public one, and HS256 is right.
        (TokenDefect::Hs256WithPublicKey, Signer::Secret(_))
        | (
            TokenDefect::Expired
            | TokenDefect::NbfInFuture
            | TokenDefect::IatInFuture
            | TokenDefect::WrongIssuer
            | TokenDefect::WrongAudience
            | TokenDefect::MissingClaims(_),
            _,
        ) => signer.sign(&claims),
    }
}

/// Makes the claims wrong, if it is they that the defect is of.
fn spoil(claims: &mut Map<String, Value>, defect: &TokenDefect) {
    let seconds = |name: &str| claims.get(name).and_then(Value::as_i64).unwrap_or_default();
    let (issued, lifetime) = (seconds("iat"), seconds("exp") - seconds("iat"));
    let ahead = issued + (lifetime / 2).max(A_MINUTE);
    match defect {
        TokenDefect::Expired => {
            // All its times, so that it is an old token and not one that expired before it was issued.
            for name in ["exp", "iat", "auth_time"] {
                if let Some(time) = claims.get_mut(name)
                    && let Some(second) = time.as_i64()
                {
                    *time = json!(second - lifetime - A_MINUTE);
                }
            }
        }
        TokenDefect::NbfInFuture => set(claims, "nbf", json!(ahead)),
        TokenDefect::IatInFuture => set(claims, "iat", json!(ahead)),
        TokenDefect::WrongIssuer => set(claims, "iss", json!(OTHER_ISSUER)),
        TokenDefect::WrongAudience => set(claims, "aud", json!(OTHER_AUDIENCE)),
        TokenDefect::MissingClaims(names) => {
            for name in names {
                claims.shift_remove(name);
            }
        }
        TokenDefect::UnknownKid
        | TokenDefect::BadSignature
        | TokenDefect::AlgNone
        | TokenDefect::Hs256WithPublicKey
        | TokenDefect::Opaque => {}
    }
}

fn set(claims: &mut Map<String, Value>, name: &str, value: Value) {
    claims.insert(name.to_owned(), value);
}

/// The token with another last bit; what is no signature is left as it is.
fn with_bad_signature(token: &str) -> String {
    let Some((message, signature)) = token.rsplit_once('.') else {
        return token.to_owned();
    };
    let mut signature = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
    if let Some(last) = signature.last_mut() {
        *last ^= 1;
    }
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}
