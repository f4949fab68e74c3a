//! The REST API, under `/api`.

mod accounts;
mod authentication;
mod cors;
mod error;
mod events;
mod groups;
mod json;
mod peers;
mod settings;
mod tokens;
mod users;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{get, post, put};

use crate::app::App;

/// All routes. Only a known path with a known method is authenticated; `OPTIONS` is known everywhere.
pub(crate) fn router(app: App) -> Router {
    let api = Router::new()
        .route("/users", get(users::list).post(users::create))
        .route("/users/current", get(users::current))
        .route("/users/{user_id}", put(users::update).delete(users::delete))
        .route("/users/{user_id}/invite", post(users::invite))
        .route(
            "/users/{user_id}/tokens",
            get(tokens::list).post(tokens::create),
        )
        .route(
            "/users/{user_id}/tokens/{token_id}",
            get(tokens::read).delete(tokens::delete),
        )
        .route("/accounts", get(accounts::list))
        .route(
            "/accounts/{account_id}",
            put(accounts::update).delete(accounts::delete),
        )
        .route("/peers", get(peers::list))
        .route("/peers/{peer_id}", get(peers::read).delete(peers::delete))
        .route("/groups", get(groups::list))
        .route("/groups/{group_id}", get(groups::read))
        .route("/events", get(events::list))
        .route("/events/audit", get(events::list))
        .method_not_allowed_fallback(method_not_allowed)
        .route_layer(from_fn_with_state(
            app.clone(),
            authentication::authenticate,
        ))
        .route_layer(axum::middleware::from_fn(cors::allow_all));
    Router::new()
        .nest("/api", api)
        .fallback(not_found)
        .with_state(app)
}

async fn not_found() -> impl IntoResponse {
    (
        StatusCode::NOT_FOUND,
        [
            ("content-type", "text/plain; charset=utf-8"),
            ("x-content-type-options", "nosniff"),
        ],
        "404 page not found\n",
    )
}

async fn method_not_allowed() -> StatusCode {
    StatusCode::METHOD_NOT_ALLOWED
}
