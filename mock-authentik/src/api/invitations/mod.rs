//! `/api/v3/stages/invitation/invitations/`.

mod create;
mod delete;
mod fields;
mod list;
mod lookup;
mod representation;
mod retrieve;
mod update;

use axum::Router;
use axum::routing::get;

use super::View;
use crate::app::App;

pub(super) fn router(app: &App) -> Router<App> {
    const INVITATION: &str = "Invitation";
    let object = get(retrieve::handler)
        .put(update::handler)
        .patch(update::handler)
        .delete(delete::handler);
    Router::new()
        .route(
            "/stages/invitation/invitations/",
            View::list(INVITATION).of(app, get(list::handler).post(create::handler)),
        )
        .route(
            "/stages/invitation/invitations/{pk}/",
            View::object(INVITATION).of(app, object),
        )
}
