//! Answers that are not JSON: pages, redirects, and Django's refusals.

use axum::extract::Request;
use axum::http::header::{ALLOW, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any};

use super::{check_csrf, iri_to_uri};
use crate::app::App;

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = include_str!("page.css");

/// A page of that title, whose `body` must be escaped already.
pub(crate) fn html_page(status: StatusCode, title: &str, body: &str) -> Response {
    (status, [(CONTENT_TYPE, HTML)], html(title, body)).into_response()
}

/// The text of such a page.
pub(crate) fn html(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n\
         </body>\n</html>\n"
    )
}

/// A page that says one thing and leads home, as Authentik's error pages do.
pub(crate) fn message_page(status: StatusCode, heading: &str, message: &str) -> Response {
    html_page(status, "authentik", &said(heading, message))
}

fn said(heading: &str, message: &str) -> String {
    let (heading, message) = (escape(heading), escape(message));
    format!(
        "<h1>{heading}</h1>\n<p>{message}</p>\n<a href=\"/\">Go home</a>\n\
         <footer>Powered by authentik</footer>"
    )
}

/// Authentik's page for what does not exist. A missing trailing slash ends here too: Django's
/// `APPEND_SLASH` is off (recording `01-discovery-jwks`, "no trailing slash").
pub(crate) fn not_found() -> Response {
    message_page(StatusCode::NOT_FOUND, "Not Found", "")
}

/// The page of a policy that said no, which is a success to HTTP (observed, section 4).
pub(crate) fn permission_denied() -> Response {
    (
        StatusCode::OK,
        [(CONTENT_TYPE, HTML)],
        permission_denied_page(),
    )
        .into_response()
}

/// The text of that page, which the flow executor wraps.
pub(crate) fn permission_denied_page() -> String {
    html(
        "authentik",
        &said("Permission denied", "Request has been denied."),
    )
}

/// The page for what broke (recording `05-prompt-variants`, "max_age=abc").
pub(crate) fn server_error() -> Response {
    message_page(StatusCode::INTERNAL_SERVER_ERROR, "Server Error", "")
}

/// A redirect as Django writes one: 302, an empty HTML body.
pub(crate) fn redirect(location: &str) -> Response {
    let mut response = (StatusCode::FOUND, [(CONTENT_TYPE, HTML)]).into_response();
    // A location that no header can carry is left out: the client sees a redirect to nowhere.
    if let Ok(location) = HeaderValue::from_str(&iri_to_uri(location)) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// Django's answer to a method that the view does not have: 405, empty, with the methods it has.
pub(crate) fn method_not_allowed(allowed: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, HTML), (ALLOW, allowed)];
    (StatusCode::METHOD_NOT_ALLOWED, headers).into_response()
}

/// Django's answer to OPTIONS (recording `40-cors`, "preflight").
pub(crate) fn options(allowed: &'static str) -> Response {
    ([(CONTENT_TYPE, HTML), (ALLOW, allowed)], "").into_response()
}

/// A view that is only read. A POST must pass the protection against cross-site requests before it
/// is told so (recordings `01-discovery-jwks`, "POST discovery", and `05-prompt-variants`,
/// "POST authorize").
pub(crate) fn reading(route: MethodRouter<App>) -> MethodRouter<App> {
    const ALLOWED: &str = "GET, HEAD, OPTIONS";
    // `any` keeps axum from adding its own `Allow` to each of these answers.
    let others = any(|request: Request| async move {
        let (parts, _) = request.into_parts();
        match check_csrf(&parts) {
            Ok(()) if parts.method == "OPTIONS" => options(ALLOWED),
            Ok(()) => method_not_allowed(ALLOWED),
            Err(_) => csrf_failed(),
        }
    });
    others.merge(route)
}

/// A view that takes POST from anywhere.
pub(crate) fn posting(route: MethodRouter<App>) -> MethodRouter<App> {
    const ALLOWED: &str = "POST, OPTIONS";
    route.fallback(|request: Request| async move {
        match request.method().as_str() {
            "OPTIONS" => options(ALLOWED),
            _ => method_not_allowed(ALLOWED),
        }
    })
}

fn csrf_failed() -> Response {
    let body = "<h1>Forbidden <span>(403)</span></h1>\n\
        <p>CSRF verification failed. Request aborted.</p>\n\
        <p>You are seeing this message because this site requires a CSRF cookie when submitting forms. This \
        cookie is required for security reasons, to ensure that your browser is not being hijacked by third \
        parties.</p>\n\
        <p>If you have configured your browser to disable cookies, please re-enable them, at least for this \
        site, or for “same-origin” requests.</p>\n\
        <p><small>More information is available with DEBUG=True.</small></p>";
    html_page(StatusCode::FORBIDDEN, "403 Forbidden", body)
}

/// `text` for use inside HTML, also inside quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#x27;")
}
