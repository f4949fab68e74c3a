//! Who asks: `Authorization: Bearer JWT`, `Token nbp_…` or `Bearer nbp_…`.

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::RestError;
use crate::account::Refusal;
use crate::app::App;
use crate::auth::{PatError, UserAuth};

/// Authenticates, or answers 401. All reasons look alike to the caller, failures of Authentik's API
/// included (reference, section 2.2).
pub(super) async fn authenticate(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Response {
    let header = request.headers().get(header::AUTHORIZATION);
    let header = header.and_then(|value| value.to_str().ok()).unwrap_or("");
    match check(&app, header).await {
        Ok(user) => {
            request.extensions_mut().insert(user);
            next.run(request).await
        }
        Err(error) => error.into_response(),
    }
}

async fn check(app: &App, header: &str) -> Result<UserAuth, RestError> {
    let parts: Vec<&str> = header.split(' ').collect();
    let scheme = parts.first().copied().unwrap_or("").to_lowercase();
    let is_pat = scheme == "token"
        || scheme == "bearer" && parts.get(1).is_some_and(|token| token.starts_with("nbp_"));
    let invalid = |reason: &Refusal| {
        tracing::error!("Error when validating the token: {reason}");
        RestError::TokenInvalid
    };
    match (is_pat, scheme.as_str(), parts.as_slice()) {
        (true, _, [_, token]) => app.authenticate_pat(token).map_err(|error| invalid(&error)),
        (true, ..) => Err(invalid(&PatError::Header.into())),
        (false, "bearer", [_, token]) => app.authenticate(token).await.map_err(|e| invalid(&e)),
        (false, "bearer", _) => Err(RestError::TokenInvalid),
        _ => Err(RestError::NoAuthentication),
    }
}
