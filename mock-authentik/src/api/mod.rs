//! The admin API under `/api/v3/`.

mod applications;
mod authenticated_sessions;
mod body;
mod brands;
mod caller;
mod certificates;
mod error;
mod events;
mod flow_bindings;
mod flows;
mod grants;
mod groups;
mod input;
mod invitations;
mod listing;
mod members;
mod moment;
mod paging;
mod parse_error;
mod policy_bindings;
mod providers;
mod python_json;
mod query;
mod resource;
mod root;
mod scope_mappings;
mod slug;
mod stages;
mod tokens;
mod user_consents;
mod users;
mod uses;
mod view;

use axum::Router;

pub(crate) use applications::new_application;
pub(crate) use body::Body;
pub(crate) use caller::{API_SCOPE, Caller, authenticate};
pub(crate) use error::{ApiError, FieldErrors, no_match};
pub(crate) use flows::new_flow;
pub(crate) use groups::new_group;
pub(crate) use input::{Input, NULL_CHARACTERS, Text, set};
pub(crate) use listing::{SortKey, chosen, filter, flag, matches_search, order, passes};
pub(crate) use members::drop_members;
pub(crate) use moment::{moment, moment_or_null};
pub(crate) use paging::{Page, paginate};
pub(crate) use policy_bindings::new_policy_binding;
pub(crate) use providers::new_provider;
pub(crate) use query::Query;
use resource::{Addressed, Resource, found};
pub(crate) use slug::slugify;
pub(crate) use tokens::new_token;
pub(crate) use users::{new_app_password, new_service_account, new_user};
pub(crate) use uses::{Fate, Uses};
pub(crate) use view::View;

use crate::app::App;

pub(crate) fn router(app: &App) -> Router<App> {
    let surfaces = Router::new()
        .merge(applications::router(app))
        .merge(brands::router(app))
        .merge(certificates::router(app))
        .merge(flow_bindings::router(app))
        .merge(flows::router(app))
        .merge(policy_bindings::router(app))
        .merge(providers::router(app))
        .merge(root::router(app))
        .merge(scope_mappings::router(app))
        .merge(stages::router(app))
        .merge(events::router(app))
        .merge(groups::router(app))
        .merge(invitations::router(app))
        .merge(tokens::router(app))
        .merge(grants::router(app))
        .merge(user_consents::router(app))
        .merge(authenticated_sessions::router(app))
        .merge(users::router(app));
    Router::new().nest("/api/v3", surfaces)
}
