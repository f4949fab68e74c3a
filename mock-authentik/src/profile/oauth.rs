//! Differences of the OAuth and OpenID Connect endpoints.

use super::Profile;
use super::question::questions;

questions! {
    OAUTH;

    /// Whether a refresh token needs the scope `offline_access`.
    #[known(
        Recording("02-authcode-pkce", "refresh scope without offline_access"),
        Differences("refresh_token"),
        Reference("section 7.1, 2024.2"),
    )]
    fn refresh_needs_offline_access(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether an access token has the claim `scope`.
    #[known(
        Recording("02-authcode-pkce", "exchange with browser Origin"),
        Differences("access_token claims"),
    )]
    fn access_tokens_tell_their_scope(self) -> bool {
        self >= Self::V2025_10
    }

    /// Whether a token answer has `scope`.
    #[known(
        Recording("02-authcode-pkce", "exchange with browser Origin"),
        Differences("token answer keys"),
    )]
    fn token_answers_tell_their_scope(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the refresh token stands right after the access token in the answer to a refresh.
    #[known(Recording("02-authcode-pkce", "refresh"), Differences("token answer keys"))]
    fn refresh_token_comes_second_in_a_refresh(self) -> bool {
        self <= Self::V2024_12
    }

    /// Whether the refresh token stands right after the access token in answers to other grants.
    #[known(
        Recording("02-authcode-pkce", "exchange with browser Origin"),
        Differences("token answer keys"),
    )]
    fn refresh_token_comes_second(self) -> bool {
        self < Self::V2024_2
    }

    /// Whether the ID token of an answer with a refresh token is that of the refresh token: with its
    /// lifetime and `at_hash`.
    #[known(Recording("02-authcode-pkce", "exchange with browser Origin"))]
    fn id_token_tells_the_refresh_token(self) -> bool {
        self < Self::V2024_2
    }

    /// Whether the access token of a code tells the nonce.
    #[known(
        Recording("02-authcode-pkce", "exchange with browser Origin"),
        Differences("access_token claims"),
    )]
    fn access_tokens_tell_the_nonce(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether tokens have `amr` and `sid`.
    #[known(Recording("02-authcode-pkce", "exchange with browser Origin"), Differences("id_token"))]
    fn tokens_tell_the_session(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether tokens have `jti`.
    #[known(Reference("section 3.1"))]
    fn tokens_have_ids(self) -> bool {
        self >= Self::V2026_2
    }

    /// Whether userinfo begins with `sub`.
    #[known(Recording("02-authcode-pkce", "userinfo GET"), Differences("userinfo key order"))]
    fn userinfo_begins_with_sub(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether a key of a key set begins with `alg`.
    #[known(Recording("01-discovery-jwks", "jwks"))]
    fn keys_begin_with_alg(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether the default mapping calls mail addresses verified.
    #[known(
        Recording("02-authcode-pkce", "exchange with browser Origin"),
        Differences("email_verified"),
    )]
    fn mail_addresses_are_verified(self) -> bool {
        self < Self::V2025_10
    }

    /// Whether OAuth errors have `request_id`.
    #[known(Recording("02-authcode-pkce", "refresh garbled"), Differences("OAuth error body"))]
    fn oauth_errors_name_the_request(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether discovery lists back-channel logout.
    #[known(Recording("01-discovery-jwks", "discovery"), Differences("discovery"))]
    fn has_backchannel_logout(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether RFC 8414's path leads to discovery.
    #[known(Recording("01-discovery-jwks", "RFC8414 path"), Differences("RFC 8414 path"))]
    fn has_rfc8414_path(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a public client revokes by its id alone.
    #[known(
        Recording("02-authcode-pkce", "revoke access token, public client_id only"),
        Differences("revoke by public client"),
    )]
    fn public_clients_revoke_without_secret(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the device endpoint answers errors as JSON and forbids caching.
    #[known(
        Recording("71-device-throttle", "device request 23 from one address"),
        Differences("device errors"),
    )]
    fn device_answers_are_uncached(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a deactivated account gets no tokens by its app password.
    #[known(
        Recording("20-service-account", "inactive service account"),
        Differences("inactive service account"),
    )]
    fn machine_grants_need_an_active_user(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the provider's secret alone logs in a user that is made for it.
    #[known(
        Recording("20-service-account", "client_secret of the provider (generated user)"),
        Differences("client_secret-only client_credentials"),
    )]
    fn has_generated_users(self) -> bool {
        self >= Self::V2024_6
    }

    /// Scopes that every provider knows, mapped or not.
    #[known(
        Recording("02-authcode-pkce", "introspect access token, basic auth"),
        Reference("section 5.2"),
    )]
    fn scopes_known_without_a_mapping(self) -> &'static [&'static str] {
        if self >= Self::V2024_6 {
            &[]
        } else if self >= Self::V2024_2 {
            &["goauthentik.io/api"]
        } else {
            &["offline_access", "goauthentik.io/api"]
        }
    }

    /// Whether the end of a browser session is that of the codes and access tokens that came of it.
    #[known(
        Recording("08-end-session", "userinfo after logout"),
        Differences("browser logout -> access token"),
    )]
    fn sessions_end_with_their_tokens(self) -> bool {
        self.tokens_tell_the_session()
    }

    /// Whether an account's name and app password can stand in place of the client's secret.
    #[known(Recording("20-service-account", "client_secret = base64(user:apppass)"))]
    fn secrets_may_be_accounts(self) -> bool {
        self.has_generated_users()
    }

    /// What `consent_required` is described as.
    #[known(Recording("05-prompt-variants", "executor follow"))]
    fn consent_required_description(self) -> &'static str {
        if self >= Self::V2024_2 {
            "The Authorization Server requires End-User consent"
        } else {
            "The Authorization Server requires End-Userconsent"
        }
    }

    /// What a scope is called to whom it is asked of that every provider knows without a mapping.
    #[known(Recording("10-device", "executor GET"))]
    fn name_of_the_unmapped_api_scope(self) -> Option<&'static str> {
        self.scopes_known_without_a_mapping()
            .contains(&"goauthentik.io/api")
            .then_some("authentik API Access on behalf of your user")
    }

    /// Whether an authorization request gets every scope that it asks for, in its order.
    #[known(
        Recording("02-authcode-pkce", "introspect access token, basic auth"),
        Source("2023.8, providers/oauth2/views/authorize.py"),
    )]
    fn authorize_keeps_unknown_scopes(self) -> bool {
        self < Self::V2024_2
    }

    /// Whether the token endpoint drops the scopes that the provider does not know.
    #[known(Reference("section 7.1, 2024.8.5 and 2024.10.3"))]
    fn token_requests_drop_unknown_scopes(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether asking for `offline_access` implies `prompt=consent`.
    #[known(
        Reference("section 7.1, 2024.2 and 2025.4"),
        Source("2024.10, providers/oauth2/views/authorize.py"),
    )]
    fn offline_access_asks_for_consent(self) -> bool {
        (Self::V2024_2..=Self::V2024_12).contains(&self)
    }

    /// Whether a client may introspect its own tokens alone.
    #[known(Reference("section 7.1, 2024.6.5"))]
    fn introspection_is_for_own_tokens(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether a device may name its client in the header `Authorization`.
    #[known(Reference("section 7.1, 2026.2"))]
    fn devices_may_use_basic(self) -> bool {
        self >= Self::V2026_2
    }

    /// Whether both halves of `Authorization: Basic` are percent-encoded.
    #[known(Reference("section 1.1"))]
    fn basic_is_percent_encoded(self) -> bool {
        self >= Self::V2026_2
    }
}
