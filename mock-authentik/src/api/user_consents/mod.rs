//! What people consented to: `/core/user_consent/`.

mod delete;
mod list;
mod lookup;
mod representation;
mod retrieve;

use axum::Router;
use axum::routing::get;

use super::View;
use crate::app::App;

/// Everybody sees their own consents; superusers see everybody's.
pub(super) fn router(app: &App) -> Router<App> {
    const CONSENT: &str = "UserConsent";
    let object = get(retrieve::handler).delete(delete::handler);
    Router::new()
        .route(
            "/core/user_consent/",
            View::reading(CONSENT)
                .for_everyone()
                .of(app, get(list::handler)),
        )
        .route(
            "/core/user_consent/{id}/",
            View::fixed_object(CONSENT).for_everyone().of(app, object),
        )
}
