//! OAuth2/OpenID providers.

use indexmap::IndexSet;
use regex::Regex;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Validity, wire_enum};

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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RedirectUri {
    pub(crate) matching_mode: MatchingMode,
    pub(crate) url: String,
}

impl RedirectUri {
    /// Strict: equal to the letter. Regex: the whole URI matches; an invalid regex matches nothing
    /// (reference, section 2.2).
    pub(crate) fn allows(&self, uri: &str) -> bool {
        match self.matching_mode {
            MatchingMode::Strict => self.url == uri,
            MatchingMode::Regex => {
                Regex::new(&format!(r"\A(?:{})\z", self.url)).is_ok_and(|regex| regex.is_match(uri))
            }
        }
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
    /// Whether `uri` is one of the allowed ones.
    pub(crate) fn allows_redirect_to(&self, uri: &str) -> bool {
        self.redirect_uris.iter().any(|allowed| allowed.allows(uri))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(matching_mode: MatchingMode, url: &str) -> RedirectUri {
        RedirectUri {
            matching_mode,
            url: url.into(),
        }
    }

    #[test]
    fn strict_is_to_the_letter() {
        let allowed = uri(MatchingMode::Strict, "http://localhost:53000");
        assert!(allowed.allows("http://localhost:53000"));
        assert!(!allowed.allows("http://localhost:53000/"));
    }

    #[test]
    fn regex_matches_the_whole_uri() {
        let allowed = uri(MatchingMode::Regex, "https://zro.example.com/.*");
        assert!(allowed.allows("https://zro.example.com/auth"));
        assert!(!allowed.allows("https://evil.example/?https://zro.example.com/auth"));
        assert!(!uri(MatchingMode::Regex, "a|b").allows("ab"));
        assert!(!uri(MatchingMode::Regex, "(").allows("("));
    }
}
