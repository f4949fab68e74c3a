//! OAuth 2.0 and OpenID Connect under `/application/o/`.

mod claims;
mod expression;
mod issue;

use axum::Router;

pub(crate) use claims::known_scopes;
pub(crate) use issue::{IssueError, IssueRequest, Issued, issue};

use crate::app::App;

pub(crate) fn router() -> Router<App> {
    Router::new()
}
