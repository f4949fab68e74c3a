//! Defects of tokens and of key sets: each makes what it names wrong, and leaves all else valid.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is wrong with what an issuer issues or publishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Defect {
    /// Of the tokens that the request gets.
    Token(TokenFault),
    /// Of the key set that the request gets.
    Jwks(JwksDefect),
}

impl Defect {
    /// How the variants are written.
    pub(crate) const NAMES: [&str; 2] = ["token", "jwks"];
}

/// Which tokens have which defect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenFault {
    /// What is wrong.
    pub defect: TokenDefect,
    /// With which token.
    #[serde(default)]
    pub of: WhichToken,
}

/// One of the tokens of an answer, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhichToken {
    /// The access token.
    Access,
    /// The ID token.
    Id,
    /// Both.
    #[default]
    Both,
}

impl WhichToken {
    /// Whether the access token is meant.
    pub fn has_access(self) -> bool {
        matches!(self, Self::Access | Self::Both)
    }

    /// Whether the ID token is meant.
    pub fn has_id(self) -> bool {
        matches!(self, Self::Id | Self::Both)
    }
}

/// What is wrong with a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TokenDefect {
    /// It was issued earlier, by its lifetime and a minute: `exp` is a minute ago.
    Expired,
    /// `nbf` is half of its lifetime ahead.
    NbfInFuture,
    /// `iat` is half of its lifetime ahead.
    IatInFuture,
    /// `iss` is another issuer.
    WrongIssuer,
    /// `aud` is another client.
    WrongAudience,
    /// `kid` names no key of the key set; the signature is the key's.
    UnknownKid,
    /// The signature is not the key's.
    BadSignature,
    /// `alg` is `none`, and there is no signature.
    AlgNone,
    /// `alg` is `HS256`, and the public key, in PEM, is the secret.
    #[serde(rename = "hs256_with_public_key")]
    Hs256WithPublicKey,
    /// These claims are absent.
    MissingClaims(Vec<String>),
    /// It is no JWT but random text. The issuer still knows it.
    Opaque,
}

/// What is wrong with a key set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JwksDefect {
    /// It has no key.
    Empty,
    /// Its keys come without `x5c`.
    X5cAbsent,
    /// The certificate in `x5c` breaks off half-way.
    X5cMalformed,
}
