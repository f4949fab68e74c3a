//! OAuth 2.0 and OpenID Connect under `/application/o/`.

mod answer;
mod authorize;
mod claims;
mod cors;
mod device;
mod discovery;
mod end_session;
mod error;
mod expression;
mod introspect;
mod issue;
mod jwks;
mod published;
mod request;
mod revoke;
mod session_end_page;
mod token;
mod userinfo;

use axum::Router;
use axum::routing::{any, get, post};

pub(crate) use authorize::{AuthorizationRequest, fulfil};
pub(crate) use claims::{issuer, known_scopes, mapped_scopes, scope_claims, subject};
pub(crate) use issue::{ACR, IssueError, IssueRequest, issue};
pub(crate) use published::Published;

use crate::app::App;
use crate::http::{posting, reading};
use crate::model::Provider;
use crate::store::Store;

pub(crate) fn router() -> Router<App> {
    let discovery = || reading(get(discovery::get).options(discovery::preflight));
    Router::new()
        .route(
            "/application/o/authorize/",
            reading(get(authorize::authorize).options(authorize::authorize)),
        )
        .route(
            "/application/o/{slug}/end-session/",
            reading(get(end_session::end_session).options(end_session::end_session)),
        )
        .route(
            "/if/session-end/{slug}/",
            reading(get(session_end_page::page)),
        )
        .route("/application/o/{slug}/", reading(get(discovery::root)))
        .route(
            "/application/o/{slug}/.well-known/openid-configuration",
            discovery(),
        )
        .route(
            "/.well-known/oauth-authorization-server/application/o/{slug}/",
            reading(get(discovery::get_at_rfc8414_path).options(discovery::preflight)),
        )
        .route("/application/o/{slug}/jwks/", reading(get(jwks::get)))
        .route(
            "/application/o/token/",
            posting(post(token::post).options(token::preflight)),
        )
        .route("/application/o/userinfo/", any(userinfo::respond))
        .route(
            "/application/o/introspect/",
            posting(post(introspect::post)),
        )
        .route("/application/o/revoke/", posting(post(revoke::post)))
        .route("/application/o/device/", any(device::respond))
}

/// The provider of the application of that slug.
fn provider_of<'a>(store: &'a Store, slug: &str) -> Option<&'a Provider> {
    let application = store.application_by_slug(slug)?;
    store.providers.get(&application.provider?)
}
