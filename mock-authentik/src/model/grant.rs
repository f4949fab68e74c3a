//! What clients are granted: authorization codes, access tokens, refresh tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;

use super::{Document, UserPk};
use crate::crypto::sha256;

/// On whose behalf something was granted, to whom, and for what: what codes and tokens share.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) user: UserPk,
    pub(crate) provider: i32,
    /// In the order in which the token response tells them.
    pub(crate) scopes: Vec<String>,
    /// When the user proved who they are.
    pub(crate) auth_time: Timestamp,
    /// The key of the browser session behind it; none for device and machine grants.
    pub(crate) session: Option<String>,
}

impl Grant {
    pub(crate) fn has_scope(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope == name)
    }

    /// The scopes as a token response and the claim `scope` tell them.
    pub(crate) fn scope(&self) -> String {
        self.scopes.join(" ")
    }
}

/// A proof key for code exchange (RFC 7636), as the authorization request sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CodeChallenge {
    /// The verifier itself, which is also what no method means.
    Plain(String),
    /// Its SHA-256 in base64url.
    S256(String),
}

impl CodeChallenge {
    /// Reads `code_challenge_method`, whose names are compared to the letter; `None` is a method that
    /// Authentik does not know, as is an empty one (recording `06-authorize-errors`, "bad challenge
    /// method"; source of 2025.12, providers/oauth2/views/authorize.py).
    pub(crate) fn new(method: Option<&str>, challenge: &str) -> Option<Self> {
        match method {
            None | Some("plain") => Some(Self::Plain(challenge.to_owned())),
            Some("S256") => Some(Self::S256(challenge.to_owned())),
            Some(_) => None,
        }
    }

    pub(crate) fn is_met_by(&self, verifier: &str) -> bool {
        match self {
            Self::Plain(challenge) => challenge == verifier,
            Self::S256(challenge) => {
                *challenge == URL_SAFE_NO_PAD.encode(sha256(&[verifier.as_bytes()]))
            }
        }
    }
}

/// An authorization code. It is not bound to the redirect URI that it was sent to: any that the
/// provider allows redeems it (observed, section 5).
#[derive(Clone, Debug)]
pub(crate) struct AuthorizationCode {
    /// The number by which the API names it; the store gives it.
    pub(crate) pk: u64,
    /// 32 hexadecimal digits.
    pub(crate) code: String,
    pub(crate) grant: Grant,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: Option<CodeChallenge>,
    pub(crate) expires: Timestamp,
}

/// An access token, which works until it expires or is deleted.
#[derive(Clone, Debug)]
pub(crate) struct AccessToken {
    /// The number by which the API names it; the store gives it.
    pub(crate) pk: u64,
    /// A JWT, which is looked up and never verified (observed, section 12).
    pub(crate) token: Box<str>,
    pub(crate) grant: Grant,
    /// The claims of the ID token that was issued with it; userinfo and introspection tell them.
    pub(crate) id_token: Document,
    pub(crate) expires: Timestamp,
}

/// A refresh token.
#[derive(Clone, Debug)]
pub(crate) struct RefreshToken {
    /// The number by which events and the API name it; the store gives it.
    pub(crate) pk: u64,
    /// 128 letters and digits.
    pub(crate) token: String,
    pub(crate) grant: Grant,
    /// What introspection tells; its `nonce` goes on to the next refresh token.
    pub(crate) id_token: Document,
    pub(crate) expires: Timestamp,
    /// Whether a newer one has taken its place.
    pub(crate) revoked: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_verifier_meets_its_challenge() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        let s256 = CodeChallenge::new(Some("S256"), challenge).unwrap();
        assert!(s256.is_met_by(verifier));
        assert!(!s256.is_met_by(challenge));
        let plain = CodeChallenge::new(None, verifier).unwrap();
        assert!(plain.is_met_by(verifier));
        assert_eq!(CodeChallenge::new(Some("S512"), challenge), None);
        assert_eq!(CodeChallenge::new(Some(""), challenge), None);
    }
}
