//! `/api/v3/events/events/`.

mod actions;
mod list;
mod representation;
mod retrieve;

use axum::Router;
use axum::routing::get;

use super::View;
use crate::app::App;

pub(super) fn router(app: &App) -> Router<App> {
    const EVENT: &str = "Event";
    Router::new()
        .route(
            "/events/events/",
            View::list(EVENT).of(app, get(list::handler)),
        )
        .route(
            "/events/events/actions/",
            View::reading(EVENT).of(app, get(actions::handler)),
        )
        .route(
            "/events/events/{pk}/",
            View::object(EVENT).of(app, get(retrieve::handler)),
        )
}
