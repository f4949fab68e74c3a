//! `/api/v3/core/tokens/`.

mod create;
mod delete;
mod fields;
mod list;
mod lookup;
mod representation;
mod retrieve;
mod set_key;
mod update;
mod view_key;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use create::new_token;

use super::View;
use crate::app::App;

/// Everybody has their own tokens here; superusers have everybody's (recording `20-service-account`,
/// "tokens as non-admin").
pub(super) fn router(app: &App) -> Router<App> {
    const TOKEN: &str = "Token";
    let object = get(retrieve::handler)
        .put(update::handler)
        .patch(update::handler)
        .delete(delete::handler);
    Router::new()
        .route(
            "/core/tokens/",
            View::list(TOKEN)
                .for_everyone()
                .of(app, get(list::handler).post(create::handler)),
        )
        .route(
            "/core/tokens/{identifier}/",
            View::object(TOKEN).for_everyone().of(app, object),
        )
        .route(
            "/core/tokens/{identifier}/view_key/",
            View::object_reading(TOKEN)
                .for_everyone()
                .of(app, get(view_key::handler)),
        )
        .route(
            "/core/tokens/{identifier}/set_key/",
            View::object_action(TOKEN).of(app, post(set_key::handler)),
        )
}
