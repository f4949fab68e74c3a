//! The admin API under `/api/v3/`.

use axum::Router;

use crate::app::App;

pub(crate) fn router(_app: &App) -> Router<App> {
    Router::new()
}
