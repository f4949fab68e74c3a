//! `GET /_mock/openapi.json`: what there is under `/_mock/`, as an OpenAPI 3.1 document.

use std::sync::LazyLock;

use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use aide::openapi::{Info, OpenApi};
use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::any;

use super::{routes as all_routes, unknown_path, wrong_method};
use crate::app::App;

/// The routes and their document, which are the same for every mock in a process and made once.
pub(super) struct Documented {
    pub(super) router: Router<App>,
    text: Bytes,
}

pub(super) fn documented() -> &'static Documented {
    static DOCUMENTED: LazyLock<Documented> = LazyLock::new(|| {
        let mut document = OpenApi {
            info: Info {
                title: "mock-authentik's control".into(),
                description: Some("Look into a running mock of Authentik, and change it.".into()),
                version: env!("CARGO_PKG_VERSION").into(),
                ..Info::default()
            },
            ..OpenApi::default()
        };
        let router = all_routes()
            .finish_api(&mut document)
            .route("/_mock/{*rest}", any(unknown_path))
            .method_not_allowed_fallback(wrong_method);
        // A document is made of texts and numbers; were it not, it would be empty, and a test says so.
        let text = serde_json::to_vec(&document).unwrap_or_default().into();
        Documented { router, text }
    });
    &DOCUMENTED
}

pub(super) fn routes() -> ApiRouter<App> {
    let get = get_with(document, |operation| {
        operation
            .summary("This document")
            .response::<200, axum::Json<serde_json::Value>>()
    });
    ApiRouter::new().api_route("/_mock/openapi.json", get)
}

async fn document() -> Response {
    let text = documented().text.clone();
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
