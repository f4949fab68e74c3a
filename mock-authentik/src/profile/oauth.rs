//! Differences of the OAuth and OpenID Connect endpoints.

use super::Profile;

impl Profile {
    /// Whether a refresh token needs the scope `offline_access` (differences, "refresh_token").
    pub(crate) fn refresh_needs_offline_access(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether an access token has the claim `scope` (differences, "access_token claims").
    pub(crate) fn access_tokens_tell_their_scope(self) -> bool {
        self >= Self::V2025_10
    }
}
