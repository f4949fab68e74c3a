//! What every OpenID Connect client needs: discovery, keys, token answers, and checking tokens.

use std::fmt;

use ambient::Clock;
use http::StatusCode;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{DecodingKey, Validation};
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use super::{Answer, Http, HttpError};
use crate::Secret;

/// How far the provider's clock may be ahead, in seconds.
const CLOCK_SKEW: i64 = 10;

/// The claims of a token.
pub type Claims = Map<String, Value>;

/// The part of a provider's metadata that openZro's clients use (OpenID Connect Discovery 1.0 §3).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Discovery {
    /// The issuer, exactly as tokens must name it; Authentik's ends with a slash.
    pub issuer: String,
    /// Where a browser is sent.
    pub authorization_endpoint: Url,
    /// Where codes become tokens.
    pub token_endpoint: Url,
    /// Where claims are asked for.
    pub userinfo_endpoint: Url,
    /// Where a device asks for its codes (RFC 8628 §4).
    pub device_authorization_endpoint: Url,
    /// Where sessions end.
    pub end_session_endpoint: Url,
    /// The signing keys.
    pub jwks_uri: Url,
}

impl Discovery {
    /// What an error calls it.
    pub(super) const WHAT: &str = "an OpenID provider's metadata";

    /// The document's URL under `authority`, with or without a trailing slash.
    ///
    /// # Errors
    /// [`url::ParseError`] when `authority` is no URL.
    pub fn url(authority: &str) -> Result<Url, url::ParseError> {
        let authority = authority.trim_end_matches('/');
        Url::parse(&format!("{authority}/.well-known/openid-configuration"))
    }

    /// Fetches the document at `url`.
    ///
    /// # Errors
    /// [`HttpError`] when there is no answer, or it is no such document.
    pub async fn fetch(http: &Http, url: Url) -> Result<Self, HttpError> {
        http.send(http.get(url)).await?.json(Self::WHAT)
    }
}

/// A provider's signing keys (RFC 7517 §5).
#[derive(Clone, Debug)]
pub struct Keys(Vec<Jwk>);

impl Keys {
    /// Fetches the keys at `url`. `{}`, as Authentik says when a provider has no signing key, is an
    /// empty set.
    ///
    /// # Errors
    /// [`HttpError`] when there is no answer, or it is no key set.
    pub async fn fetch(http: &Http, url: Url) -> Result<Self, HttpError> {
        #[derive(Deserialize)]
        struct Lenient {
            #[serde(default)]
            keys: Vec<Jwk>,
        }
        let answer = http.send(http.get(url)).await?;
        answer
            .json("a JSON Web Key Set")
            .map(|Lenient { keys }| Self(keys))
    }

    /// The key ids, in order.
    pub fn ids(&self) -> Vec<&str> {
        fn id(key: &Jwk) -> Option<&str> {
            key.common.key_id.as_deref()
        }
        self.0.iter().filter_map(id).collect()
    }

    /// Checks the signature of `token` and gives its claims, unjudged.
    ///
    /// # Errors
    /// [`TokenFault`] when it is no JWT, names no key of this set, or its signature is wrong.
    pub fn open(&self, token: &Secret) -> Result<Claims, TokenFault> {
        let header =
            jsonwebtoken::decode_header(token.reveal()).map_err(|error| TokenFault::of(&error))?;
        let named = |key: &&Jwk| header.kid.is_some() && key.common.key_id == header.kid;
        let key = self.0.iter().find(named).ok_or_else(|| {
            let known = self.ids().into_iter().map(str::to_owned).collect();
            let kid = header.kid.clone().unwrap_or_else(|| "none".to_owned());
            TokenFault::UnknownKey { kid, known }
        })?;
        // Only the signature: what the claims must be, and at what time, is for `Expected` to say.
        let mut validation = Validation::new(header.alg);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        let key = DecodingKey::from_jwk(key).map_err(|error| TokenFault::of(&error))?;
        jsonwebtoken::decode(token.reveal(), &key, &validation)
            .map(|token| token.claims)
            .map_err(|error| TokenFault::of(&error))
    }
}

impl From<JwkSet> for Keys {
    fn from(set: JwkSet) -> Self {
        Self(set.keys)
    }
}

/// What a relying party expects of an ID token (OpenID Connect Core 1.0 §3.1.3.7).
#[derive(Clone, Debug)]
pub struct Expected<'a> {
    /// The issuer of the discovery document.
    pub issuer: &'a str,
    /// The client's id.
    pub audience: &'a str,
    /// The nonce of the authorization request; `None` when a token carries none, as after a refresh.
    pub nonce: Option<&'a str>,
}

impl Expected<'_> {
    /// Checks the signature of `token`, and its claims at the time of `clock`.
    ///
    /// # Errors
    /// [`TokenFault`] says which check failed.
    pub fn verify(&self, token: &Secret, keys: &Keys, clock: &Clock) -> Result<Claims, TokenFault> {
        let claims = keys.open(token)?;
        let text = |claim| claims.get(claim).and_then(Value::as_str);
        let seconds = |claim| claims.get(claim).and_then(Value::as_i64);
        let now = clock.now_seconds();
        let checks = [
            ("iss", text("iss") == Some(self.issuer), quoted(self.issuer)),
            ("aud", is_for(&claims, self.audience), quoted(self.audience)),
            (
                "sub",
                text("sub").is_some_and(|sub| !sub.is_empty()),
                "a text".to_owned(),
            ),
            (
                "exp",
                seconds("exp").is_some_and(|exp| exp > now),
                format!("after now, which is {now}"),
            ),
            (
                "iat",
                seconds("iat").is_some_and(|iat| iat <= now + CLOCK_SKEW),
                format!("at most {CLOCK_SKEW} seconds after now, which is {now}"),
            ),
            (
                "nonce",
                self.nonce.is_none_or(|nonce| text("nonce") == Some(nonce)),
                quoted(self.nonce.unwrap_or_default()),
            ),
        ];
        match checks.into_iter().find(|&(_, holds, _)| !holds) {
            None => Ok(claims),
            Some((claim, _, expected)) => Err(TokenFault::Claim {
                claim,
                found: claims.get(claim).cloned().unwrap_or_default(),
                expected,
            }),
        }
    }
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// Whether the claim `aud`, a text or a list of texts (RFC 7519 §4.1.3), has `audience`.
pub(super) fn is_for(claims: &Claims, audience: &str) -> bool {
    match claims.get("aud") {
        Some(Value::String(one)) => one == audience,
        Some(Value::Array(all)) => all.iter().any(|one| one == audience),
        _ => false,
    }
}

/// What is wrong with a token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// It is not three parts of base64url and JSON.
    #[error("it is no JWT: {0}")]
    Malformed(String),
    /// No key of the set has its `kid`; a token without one is signed with the client's secret.
    #[error("no key of the key set has its key id ({kid}); the set has {known:?}")]
    UnknownKey {
        /// The token's `kid`, or `none`.
        kid: String,
        /// The ids in the set.
        known: Vec<String>,
    },
    /// The signature does not belong to the token.
    #[error("its signature is wrong")]
    Signature,
    /// A claim is absent or has another value.
    #[error("its claim `{claim}` is {found}, not {expected}")]
    Claim {
        /// The claim's name.
        claim: &'static str,
        /// What it is.
        found: Value,
        /// What it should be.
        expected: String,
    },
}

/// A successful token answer (RFC 6749 §5.1).
#[derive(Clone, Debug, Deserialize)]
pub struct Tokens {
    /// The access token; Authentik's is a JWT.
    pub access_token: Secret,
    /// `Bearer`.
    pub token_type: String,
    /// The access token's life, in seconds.
    pub expires_in: Option<u64>,
    /// The granted scopes, separated by spaces, in any order; Authentik before 2025.2 sends none.
    pub scope: Option<String>,
    /// The ID token.
    pub id_token: Option<Secret>,
    /// The refresh token; Authentik gives one only with `offline_access`.
    pub refresh_token: Option<Secret>,
}

/// A refusal (RFC 6749 §5.2, RFC 8628 §3.5).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct OAuthError {
    /// The error's code, such as `invalid_grant`.
    pub error: String,
    /// What the provider says of it; may be empty.
    #[serde(default)]
    pub error_description: String,
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.error_description)
    }
}

impl TokenFault {
    fn of(error: &jsonwebtoken::errors::Error) -> Self {
        match error.kind() {
            ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => Self::Signature,
            _ => Self::Malformed(error.to_string()),
        }
    }
}

/// What a token endpoint made of a request.
#[derive(Clone, Debug)]
pub enum TokenAnswer {
    /// It granted tokens.
    Granted(Tokens),
    /// It refused.
    Refused {
        /// The status; Authentik always says 400.
        status: StatusCode,
        /// The refusal.
        error: OAuthError,
    },
}

impl TokenAnswer {
    /// Reads a token endpoint's answer.
    ///
    /// # Errors
    /// [`HttpError::Unreadable`] when it is neither tokens nor a refusal.
    pub(super) fn read(answer: &Answer) -> Result<Self, HttpError> {
        if answer.status.is_success() {
            return answer.json("a token answer").map(Self::Granted);
        }
        let refused = |error| Self::Refused {
            status: answer.status,
            error,
        };
        answer.json("an OAuth error").map(refused)
    }
}
