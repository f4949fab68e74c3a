//! Who is logged in with which browser: `/core/authenticated_sessions/`.

mod delete;
mod list;
mod lookup;
mod representation;
mod retrieve;

use axum::Router;
use axum::routing::get;

use super::View;
use crate::app::App;

/// Everybody sees their own sessions; superusers see everybody's.
pub(super) fn router(app: &App) -> Router<App> {
    const SESSION: &str = "AuthenticatedSession";
    let object = get(retrieve::handler).delete(delete::handler);
    Router::new()
        .route(
            "/core/authenticated_sessions/",
            View::reading(SESSION)
                .for_everyone()
                .of(app, get(list::handler)),
        )
        .route(
            "/core/authenticated_sessions/{uuid}/",
            View::fixed_object(SESSION).for_everyone().of(app, object),
        )
}
