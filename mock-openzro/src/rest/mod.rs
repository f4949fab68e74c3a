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
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};

use crate::app::App;
use authentication::Asking;
use error::RestError;

/// All routes, and the gRPC services beside them. No answer has an `Allow` header.
pub(crate) fn router(app: App, grpc: Router) -> Router {
    let rest = Router::new()
        .nest("/api", api())
        .fallback(not_found)
        .with_state(app)
        .merge(grpc);
    // Only a layer around the whole router comes after axum's own `Allow`.
    Router::new()
        .fallback_service(rest)
        .layer(map_response(without_allow))
}

/// Only a known path with a known method is authenticated; `OPTIONS` is known everywhere.
fn api() -> Router<App> {
    let routes = [
        ("/users", get(users::list).post(users::create)),
        ("/users/current", get(users::current)),
        ("/users/{user_id}", put(users::update).delete(users::delete)),
        ("/users/{user_id}/invite", post(users::invite)),
        (
            "/users/{user_id}/tokens",
            get(tokens::list).post(tokens::create),
        ),
        (
            "/users/{user_id}/tokens/{token_id}",
            get(tokens::read).delete(tokens::delete),
        ),
        ("/accounts", get(accounts::list)),
        (
            "/accounts/{account_id}",
            put(accounts::update).delete(accounts::delete),
        ),
        ("/peers", get(peers::list)),
        ("/peers/{peer_id}", get(peers::read).delete(peers::delete)),
        ("/groups", get(groups::list)),
        ("/groups/{group_id}", get(groups::read)),
        ("/events", get(events::list)),
        ("/events/audit", get(events::list)),
    ];
    routes
        .into_iter()
        .fold(Router::new(), |router, (path, methods)| {
            let methods = methods
                .options(options)
                .fallback(|| async { StatusCode::METHOD_NOT_ALLOWED });
            router.route(path, methods)
        })
        .route_layer(from_fn(cors::allow_all))
}

/// A request for options that is no preflight: the handlers want another method.
async fn options(_asking: Asking) -> RestError {
    RestError::WrongMethod
}

async fn without_allow(mut response: Response) -> Response {
    response.headers_mut().remove(header::ALLOW);
    response
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
