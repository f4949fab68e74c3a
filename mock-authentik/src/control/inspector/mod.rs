//! `GET /_mock/`: the inspector, a page for people. It asks the API beside it and nothing else.

use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::app::App;

const PAGE: &str = include_str!("index.html");
/// Scripts, styles and requests of its own, and nothing from elsewhere or inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
/// What the page loads: path, type, text.
const PARTS: [(&str, &str, &str); 8] = [
    (
        "/_mock/inspector/style.css",
        STYLE,
        include_str!("style.css"),
    ),
    (
        "/_mock/inspector/clock.js",
        SCRIPT,
        include_str!("clock.js"),
    ),
    ("/_mock/inspector/dom.js", SCRIPT, include_str!("dom.js")),
    (
        "/_mock/inspector/faults.js",
        SCRIPT,
        include_str!("faults.js"),
    ),
    ("/_mock/inspector/main.js", SCRIPT, include_str!("main.js")),
    (
        "/_mock/inspector/requests.js",
        SCRIPT,
        include_str!("requests.js"),
    ),
    (
        "/_mock/inspector/tables.js",
        SCRIPT,
        include_str!("tables.js"),
    ),
    ("/_mock/inspector/tabs.js", SCRIPT, include_str!("tabs.js")),
];

pub(super) fn routes() -> ApiRouter<App> {
    let page = get_with(page, |operation| {
        operation
            .summary("The inspector, a page for people")
            .response::<200, Html<String>>()
    });
    let parts = PARTS
        .into_iter()
        .fold(ApiRouter::new(), |router, (path, kind, text)| {
            router.route(path, get(move || async move { part(kind, text) }))
        });
    parts.api_route("/_mock/", page)
}

async fn page(State(app): State<App>) -> Response {
    let text = PAGE.replace("VERSION", app.profile().version());
    let headers = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, Html(text)).into_response()
}

fn part(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // A newer mock at the same address has newer parts.
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, text).into_response()
}
