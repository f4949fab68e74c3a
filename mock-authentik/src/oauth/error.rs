//! The errors that clients are told (RFC 6749, section 5.2; RFC 8628, section 3.5), in Authentik's words.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::answer::uncached_json;
use crate::Profile;
use crate::http::server_error;

/// An error as its code on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OAuthError {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    UnsupportedGrantType,
    InvalidScope,
    AuthorizationPending,
    SlowDown,
    AccessDenied,
    ExpiredToken,
    /// Something broke here: a page, as Django answers it.
    ServerError,
}

impl OAuthError {
    /// The code and its description (reference, section 1.2); the missing spaces are Authentik's.
    fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::InvalidRequest => ("invalid_request", "The request is otherwise malformed"),
            Self::InvalidClient => (
                "invalid_client",
                "Client authentication failed (e.g., unknown client, no client authentication included, or \
                 unsupported authentication method)",
            ),
            Self::InvalidGrant => (
                "invalid_grant",
                "The provided authorization grant or refresh token is invalid, expired, revoked, does not \
                 match the redirection URI used in the authorization request, or was issued to another client",
            ),
            Self::UnsupportedGrantType => (
                "unsupported_grant_type",
                "The authorization grant type is not supported by the authorization server",
            ),
            Self::InvalidScope => (
                "invalid_scope",
                "The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the \
                 resource owner",
            ),
            Self::AuthorizationPending => (
                "authorization_pending",
                "The authorization request is still pending as the end user hasn't yet completed the \
                 user-interaction steps",
            ),
            Self::SlowDown => (
                "slow_down",
                "A variant of \"authorization_pending\", the authorization request isstill pending and \
                 polling should continue, but the interval MUSTbe increased by 5 seconds for this and all \
                 subsequent requests.",
            ),
            Self::AccessDenied => ("access_denied", "The authorization request was denied."),
            Self::ExpiredToken => (
                "expired_token",
                "The \"device_code\" has expired, and the device authorization session has concluded.  The \
                 client MAY commence a new device authorization request but SHOULD wait for user interaction \
                 before restarting to avoid unnecessary polling.",
            ),
            Self::ServerError => (
                "server_error",
                "The authorization server encountered an error",
            ),
        }
    }

    /// The answer with that status, naming the request.
    pub(super) fn answer(self, status: StatusCode, profile: Profile, request_id: &str) -> Response {
        if self == Self::ServerError {
            return server_error();
        }
        let (error, description) = self.texts();
        let mut body = json!({"error": error, "error_description": description});
        if profile.oauth_errors_name_the_request() {
            body["request_id"] = json!(request_id);
        }
        uncached_json(status, &body).into_response()
    }
}
