//! `/application/o/userinfo/` (OpenID Connect Core, section 5.3).

use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::answer::uncached_json;
use super::request::FormRequest;
use super::{claims, cors};
use crate::app::App;
use crate::http::method_not_allowed;

/// Why nothing is told (RFC 6750, section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BearerError {
    InvalidToken,
    InsufficientScope,
}

impl IntoResponse for BearerError {
    /// The header lacks the word `Bearer`, as Authentik's does (reference, section 1.2).
    fn into_response(self) -> Response {
        let (status, challenge) = match self {
            Self::InvalidToken => (
                StatusCode::UNAUTHORIZED,
                "error=\"invalid_token\", error_description=\"The access token provided is expired, revoked, \
                 malformed, or invalid for other reasons\"",
            ),
            Self::InsufficientScope => (
                StatusCode::FORBIDDEN,
                "error=\"insufficient_scope\", error_description=\"The request requires higher privileges \
                 than provided by the access token\"",
            ),
        };
        let headers = [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (WWW_AUTHENTICATE, challenge),
        ];
        (status, headers).into_response()
    }
}

/// The claims of the user as they are now; `sub` and `nonce` as they were when the token was issued
/// (observed, section 12). The token is looked at before the method (source of 2024.12,
/// providers/oauth2/views/userinfo.py).
pub(super) async fn respond(State(app): State<App>, request: FormRequest) -> Response {
    if request.info.method == Method::OPTIONS {
        return preflight(&request.headers);
    }
    let store = app.store();
    let token = bearer_token(&request);
    let token = token.and_then(|token| store.grants.access_token(token, app.now()));
    let found = token.and_then(|token| {
        let provider = store.providers.get(&token.grant.provider)?;
        Some((token, provider, store.users.get(token.grant.user)?))
    });
    let Some((token, provider, user)) = found else {
        return BearerError::InvalidToken.into_response();
    };
    if !token.grant.has_scope("openid") {
        return BearerError::InsufficientScope.into_response();
    }
    let id_token = token.id_token.read();
    let issued = |name: &str| {
        let value = id_token.get(name)?;
        Some((name.to_owned(), value.clone()))
    };
    let sub_first = app.profile().userinfo_begins_with_sub();
    let sub = issued("sub").filter(|_| sub_first);
    let mut body: Map<String, Value> = sub.into_iter().collect();
    body.extend(claims::scope_claims(
        &store,
        provider,
        user,
        &token.grant.scopes,
    ));
    body.extend(issued("sub").filter(|_| !sub_first));
    body.extend(issued("nonce").filter(|(_, nonce)| *nonce != ""));
    let response = match request.info.method {
        Method::GET | Method::HEAD | Method::POST => uncached_json(StatusCode::OK, &body),
        _ => method_not_allowed("GET, POST, HEAD, OPTIONS"),
    };
    cors::allowing(&request.headers, &provider.redirect_uris, response)
}

/// JSON, from whichever origin.
fn preflight(headers: &HeaderMap) -> Response {
    let mut response = uncached_json(StatusCode::OK, &json!({}));
    cors::allow_preflight(headers, &mut response);
    response
}

/// The header, spelt `Bearer` or `bearer`, else the form, else the query.
fn bearer_token(request: &FormRequest) -> Option<&str> {
    let header = request.headers.get(AUTHORIZATION);
    let header = header.and_then(|value: &HeaderValue| value.to_str().ok());
    let of_header = header.and_then(|value| {
        let token = value
            .strip_prefix("Bearer ")
            .or_else(|| value.strip_prefix("bearer "))?;
        token.split_whitespace().next()
    });
    of_header
        .or_else(|| request.form.get("access_token"))
        .or_else(|| request.query.get("access_token"))
}
