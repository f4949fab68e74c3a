//! The flow executor and the pages around it.

mod address;
mod challenge;
mod defaults;
mod device;
mod executor;
mod inactive;
mod login;
mod page;
mod plan;
mod session;
mod stage;
mod visit;

use axum::Router;
use axum::routing::{any, get};

pub(crate) use address::{flow_page, planned_page};
pub(crate) use challenge::Outcome;
pub(crate) use inactive::turn_out;

pub(crate) use login::to_authentication_flow;
pub(crate) use page::page;
pub(crate) use plan::{Permission, Plan, Step};
pub(crate) use session::{
    SESSION_COOKIE, Visitor, save_plan, session_named_by, set_session_cookie,
};
pub(crate) use visit::Visit;

use crate::app::App;
use crate::http::reading;

pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/", reading(get(page::root)))
        .route("/if/flow/{slug}/", reading(get(page::flow)))
        .route("/if/user/", reading(get(page::user)))
        .route("/if/admin/", reading(get(page::admin)))
        .route("/flows/-/cancel/", reading(get(defaults::cancel)))
        .route(
            "/flows/-/default/{designation}/",
            reading(get(defaults::default_flow)),
        )
        .route("/device", reading(get(device::device)))
        .route("/api/v3/flows/executor/{slug}/", any(executor::executor))
}
