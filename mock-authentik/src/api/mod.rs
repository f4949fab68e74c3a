//! The admin API under `/api/v3/`.

mod body;
mod caller;
mod error;
mod input;
mod listing;
mod paging;
mod parse_error;
mod query;
mod view;

use axum::Router;

pub(crate) use body::Body;
pub(crate) use caller::{Caller, authenticate};
pub(crate) use error::{ApiError, FieldErrors, no_match};
pub(crate) use input::{Input, Text};
pub(crate) use listing::{SortKey, filter, flag, matches_search, order, passes};
pub(crate) use paging::{Page, paginate};
pub(crate) use query::Query;
pub(crate) use view::View;

use crate::app::App;

pub(crate) fn router(_app: &App) -> Router<App> {
    Router::new()
}
