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
use serde_json::{Value, json};

pub(crate) use create::new_token;

use super::View;
use crate::app::App;
use crate::model::Token;
use crate::store::object_reference;

/// How an event points at a token.
pub(crate) fn reference(token: &Token) -> Value {
    let pk = json!(token.pk.simple().to_string());
    let name = match token.expires.filter(|_| token.expiring) {
        Some(expires) => {
            let expires = expires.strftime("%Y-%m-%d %H:%M:%S%.6f+00:00");
            format!("{} (expires={expires})", token.identifier)
        }
        None => token.identifier.clone(),
    };
    object_reference(("authentik_core", "token"), pk, &name)
}

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
