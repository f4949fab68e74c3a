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

    /// Whether a token answer has `scope` (differences, "token answer keys").
    pub(crate) fn token_answers_tell_their_scope(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the refresh token stands right after the access token, in the answer to a refresh and in
    /// others (differences, "token answer keys"; recording `02-authcode-pkce` of 2024.12.5, "refresh").
    pub(crate) fn refresh_token_comes_second(self, in_refresh: bool) -> bool {
        self < Self::V2024_2 || (in_refresh && self <= Self::V2024_12)
    }

    /// Whether the ID token of an answer with a refresh token is that of the refresh token: with its
    /// lifetime and `at_hash` (recording `02-authcode-pkce` of 2023.10.7, "exchange with browser Origin").
    pub(crate) fn id_token_tells_the_refresh_token(self) -> bool {
        self < Self::V2024_2
    }

    /// Whether the access token of a code tells the nonce (differences, "`access_token` claims").
    pub(crate) fn access_tokens_tell_the_nonce(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether tokens have `amr` and `sid` (differences, "`id_token`").
    pub(crate) fn tokens_tell_the_session(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether tokens have `jti` (reference, section 3.1).
    pub(crate) fn tokens_have_ids(self) -> bool {
        self >= Self::V2026_2
    }

    /// Whether userinfo begins with `sub` (differences, "userinfo key order").
    pub(crate) fn userinfo_begins_with_sub(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether a key of a key set begins with `alg` (recording `01-discovery-jwks` of 2023.10.7, "jwks").
    pub(crate) fn keys_begin_with_alg(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether the default mapping calls mail addresses verified (differences, "`email_verified`").
    pub(crate) fn mail_addresses_are_verified(self) -> bool {
        self < Self::V2025_10
    }

    /// Whether OAuth errors have `request_id` (differences, "OAuth error body").
    pub(crate) fn oauth_errors_name_the_request(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether discovery lists back-channel logout (differences, "discovery").
    pub(crate) fn has_backchannel_logout(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether RFC 8414's path leads to discovery (differences, "RFC 8414 path").
    pub(crate) fn has_rfc8414_path(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a public client revokes by its id alone (differences, "revoke by public client").
    pub(crate) fn public_clients_revoke_without_secret(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the device endpoint answers errors as JSON and forbids caching (differences, "device
    /// errors").
    pub(crate) fn device_answers_are_uncached(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a deactivated account gets no tokens by its app password (differences, "inactive service
    /// account").
    pub(crate) fn machine_grants_need_an_active_user(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the provider's secret alone logs in a user that is made for it (differences,
    /// "client_secret-only `client_credentials`").
    pub(crate) fn has_generated_users(self) -> bool {
        self >= Self::V2024_6
    }

    /// Scopes that every provider knows, mapped or not (reference, section 5.2; recording
    /// `02-authcode-pkce` of 2023.10.7, "introspect access token, basic auth").
    pub(crate) fn scopes_known_without_a_mapping(self) -> &'static [&'static str] {
        if self >= Self::V2024_6 {
            &[]
        } else if self >= Self::V2024_2 {
            &["goauthentik.io/api"]
        } else {
            &["offline_access", "goauthentik.io/api"]
        }
    }

    /// Whether a browser's logout ends the access tokens that came of its session (differences, "browser
    /// logout -> access token").
    pub(crate) fn logging_out_ends_access_tokens(self) -> bool {
        self.tokens_tell_the_session()
    }

    /// Whether an account's name and app password can stand in place of the client's secret
    /// (recording `2023.10.7/20-service-account`, "`client_secret` = base64(user:apppass)"; it came
    /// with the generated users).
    pub(crate) fn secrets_may_be_accounts(self) -> bool {
        self.has_generated_users()
    }

    /// What `consent_required` is described as (recording `2023.10.7/05-prompt-variants`, "executor
    /// follow", lacks a space).
    pub(crate) fn consent_required_description(self) -> &'static str {
        if self >= Self::V2024_2 {
            "The Authorization Server requires End-User consent"
        } else {
            "The Authorization Server requires End-Userconsent"
        }
    }

    /// What scopes are called that every provider knows without a mapping (recording
    /// `2023.10.7/10-device`, "executor GET").
    pub(crate) fn description_of_unmapped(self, scope: &str) -> Option<&'static str> {
        let known = self.scopes_known_without_a_mapping().contains(&scope);
        (known && scope == "goauthentik.io/api")
            .then_some("authentik API Access on behalf of your user")
    }

    /// Whether an authorization request gets every scope that it asks for, in its order (recording
    /// `02-authcode-pkce` of 2023.10.7, "introspect access token, basic auth"; source of 2023.8,
    /// providers/oauth2/views/authorize.py).
    pub(crate) fn authorize_keeps_unknown_scopes(self) -> bool {
        self < Self::V2024_2
    }

    /// Whether the token endpoint drops the scopes that the provider does not know (reference, section
    /// 7.1, 2024.8.5/2024.10.3).
    pub(crate) fn token_requests_drop_unknown_scopes(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether asking for `offline_access` implies `prompt=consent` (reference, section 7.1, 2024.2 and
    /// 2025.4; source of 2024.10, providers/oauth2/views/authorize.py).
    pub(crate) fn offline_access_asks_for_consent(self) -> bool {
        (Self::V2024_2..=Self::V2024_12).contains(&self)
    }

    /// Whether a client may introspect its own tokens alone (reference, section 7.1, 2024.6.5).
    pub(crate) fn introspection_is_for_own_tokens(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether a device may name its client in the header `Authorization` (reference, section 7.1,
    /// 2026.2).
    pub(crate) fn devices_may_use_basic(self) -> bool {
        self >= Self::V2026_2
    }

    /// Whether both halves of `Authorization: Basic` are percent-encoded (reference, section 1.1).
    pub(crate) fn basic_is_percent_encoded(self) -> bool {
        self >= Self::V2026_2
    }
}
