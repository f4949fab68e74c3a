//! Who asks: `Authorization: Bearer JWT`, `Token nbp_…` or `Bearer nbp_…`.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use super::error::RestError;
use crate::account::Refusal;
use crate::app::App;
use crate::auth::{PatError, UserAuth};

/// Who asks. All reasons to refuse look alike to the caller, failures of Authentik's API included
/// (reference, section 2.2).
pub(super) struct Asking(pub(super) UserAuth);

impl FromRequestParts<App> for Asking {
    type Rejection = RestError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, RestError> {
        let header = parts.headers.get(header::AUTHORIZATION);
        let header = header.and_then(|value| value.to_str().ok()).unwrap_or("");
        check(app, header).await.map(Self)
    }
}

async fn check(app: &App, header: &str) -> Result<UserAuth, RestError> {
    let parts: Vec<&str> = header.split(' ').collect();
    let scheme = parts.first().copied().unwrap_or("").to_lowercase();
    let is_pat = scheme == "token"
        || scheme == "bearer" && parts.get(1).is_some_and(|token| token.starts_with("nbp_"));
    let invalid = |reason: Refusal| {
        if reason.is_crash() {
            return RestError::Refused(reason);
        }
        tracing::error!("Error when validating the token: {reason}");
        RestError::TokenInvalid
    };
    match (is_pat, scheme.as_str(), parts.as_slice()) {
        (true, _, [_, token]) => app.authenticate_pat(token).await.map_err(invalid),
        (true, ..) => Err(invalid(PatError::Header.into())),
        (false, "bearer", [_, token]) => app.authenticate(token).await.map_err(invalid),
        (false, "bearer", _) => Err(RestError::TokenInvalid),
        _ => Err(RestError::NoAuthentication),
    }
}
