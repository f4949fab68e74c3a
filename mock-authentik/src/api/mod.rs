//! The admin API under `/api/v3/`.

mod applications;
mod body;
mod brands;
mod caller;
mod certificates;
mod error;
mod flows;
mod input;
mod listing;
mod paging;
mod parse_error;
mod providers;
mod query;
mod root;
mod scope_mappings;
mod view;

use axum::Router;

pub(crate) use body::Body;
pub(crate) use caller::{Caller, authenticate};
pub(crate) use error::{ApiError, FieldErrors, no_match};
pub(crate) use input::{Input, Text, set};
pub(crate) use listing::{SortKey, filter, flag, matches_search, order, passes};
pub(crate) use paging::{Page, paginate};
pub(crate) use query::Query;
pub(crate) use view::View;

use crate::app::App;

pub(crate) fn router(app: &App) -> Router<App> {
    let surfaces = Router::new()
        .merge(applications::router(app))
        .merge(brands::router(app))
        .merge(certificates::router(app))
        .merge(flows::router(app))
        .merge(providers::router(app))
        .merge(root::router(app))
        .merge(scope_mappings::router(app));
    Router::new().nest("/api/v3", surfaces)
}
