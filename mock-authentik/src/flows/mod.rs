//! The flow executor and the pages around it.

mod session;

use axum::Router;

pub(crate) use session::{SESSION_COOKIE, Visitor};

use crate::app::App;

/// A flow that somebody is passing through.
#[derive(Clone, Debug)]
pub(crate) struct Plan {}

pub(crate) fn router() -> Router<App> {
    Router::new()
}
