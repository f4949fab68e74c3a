//! OAuth2/OpenID providers.

use indexmap::IndexSet;
use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Validity, wire_enum};
use crate::Profile;

wire_enum! {
    /// Whether the client can keep a secret.
    ClientType { Confidential = "confidential", Public = "public" }
}

wire_enum! {
    /// What `sub` is made of (reference, section 3.2).
    SubMode {
        HashedUserId = "hashed_user_id",
        UserId = "user_id",
        UserUuid = "user_uuid",
        UserUsername = "user_username",
        UserEmail = "user_email",
        UserUpn = "user_upn",
    }
}

wire_enum! {
    /// Whether the issuer carries the application's slug.
    IssuerMode { Global = "global", PerProvider = "per_provider" }
}

wire_enum! {
    /// How the client learns of a logout.
    LogoutMethod { Backchannel = "backchannel", Frontchannel = "frontchannel" }
}

wire_enum! {
    /// How a redirect URI is compared.
    MatchingMode { Strict = "strict", Regex = "regex" }
}

/// One allowed redirect URI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RedirectUri {
    /// How.
    pub(crate) matching_mode: MatchingMode,
    /// The URI, or the regular expression.
    pub(crate) url: String,
}

impl RedirectUri {
    /// Strict: equal to the letter. Regex: the whole URI matches (reference, section 2.2).
    fn allows(&self, uri: &str) -> Result<bool, regex::Error> {
        match self.matching_mode {
            MatchingMode::Strict => Ok(self.url == uri),
            MatchingMode::Regex => {
                Regex::new(&format!(r"\A(?:{})\z", self.url)).map(|regex| regex.is_match(uri))
            }
        }
    }
}

/// How a redirect URI fares against those that a provider allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RedirectMatch {
    allowed: bool,
    /// How many of them were met on the way that are no regular expressions.
    pub(crate) invalid: usize,
}

impl RedirectMatch {
    pub(crate) fn is_allowed(self) -> bool {
        self.allowed
    }
}

/// A provider, which an application makes usable.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    pub(crate) pk: i32,
    pub(crate) name: String,
    pub(crate) authentication_flow: Option<Uuid>,
    pub(crate) authorization_flow: Uuid,
    pub(crate) invalidation_flow: Uuid,
    pub(crate) property_mappings: IndexSet<Uuid>,
    pub(crate) client_type: ClientType,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) access_code_validity: Validity,
    pub(crate) access_token_validity: Validity,
    pub(crate) refresh_token_validity: Validity,
    pub(crate) refresh_token_threshold: Validity,
    pub(crate) include_claims_in_id_token: bool,
    pub(crate) signing_key: Option<Uuid>,
    pub(crate) encryption_key: Option<Uuid>,
    pub(crate) redirect_uris: Vec<RedirectUri>,
    pub(crate) logout_uri: String,
    pub(crate) logout_method: LogoutMethod,
    pub(crate) sub_mode: SubMode,
    pub(crate) issuer_mode: IssuerMode,
    pub(crate) jwt_federation_sources: IndexSet<Uuid>,
    pub(crate) jwt_federation_providers: IndexSet<i32>,
}

impl Provider {
    /// Compares `uri` with the allowed ones, in their order. One that is no regular expression matches
    /// nothing; in older versions it has all of them compared to the letter.
    pub(crate) fn redirect_match(&self, uri: &str, profile: Profile) -> RedirectMatch {
        let mut invalid = 0;
        for known in &self.redirect_uris {
            let allowed = known.allows(uri);
            invalid += usize::from(allowed.is_err());
            let allowed = match allowed {
                Err(_) if profile.redirect_uris_are_lines() => {
                    let allowed = self.redirect_uris.iter().any(|known| known.url == uri);
                    return RedirectMatch { allowed, invalid };
                }
                allowed => allowed.unwrap_or_default(),
            };
            if allowed {
                return RedirectMatch { allowed, invalid };
            }
        }
        RedirectMatch {
            allowed: false,
            invalid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(matching_mode: MatchingMode, url: &str, uri: &str) -> Option<bool> {
        let url = url.into();
        let known = RedirectUri { matching_mode, url };
        known.allows(uri).ok()
    }

    #[test]
    fn strict_is_to_the_letter() {
        let allows = |uri| allows(MatchingMode::Strict, "http://localhost:53000", uri);
        assert_eq!(allows("http://localhost:53000"), Some(true));
        assert_eq!(allows("http://localhost:53000/"), Some(false));
    }

    #[test]
    fn regex_matches_the_whole_uri() {
        let allows = |url, uri| allows(MatchingMode::Regex, url, uri);
        let url = "https://zro.example.com/.*";
        assert_eq!(allows(url, "https://zro.example.com/auth"), Some(true));
        let evil = "https://evil.example/?https://zro.example.com/auth";
        assert_eq!(allows(url, evil), Some(false));
        assert_eq!(allows("a|b", "ab"), Some(false));
        assert_eq!(allows("(", "("), None);
    }
}
