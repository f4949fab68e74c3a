//! Answers that are not JSON: pages, redirects, and Django's refusals.

use axum::http::header::{ALLOW, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

const HTML: &str = "text/html; charset=utf-8";

/// A page with `title` and `body`, which must be escaped already.
pub(crate) fn html_page(status: StatusCode, title: &str, body: &str) -> Response {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    );
    (status, [(CONTENT_TYPE, HTML)], page).into_response()
}

/// Authentik's page for what does not exist. A missing trailing slash ends here too: Django's
/// `APPEND_SLASH` is off (recording `01-discovery-jwks`, "no trailing slash").
pub(crate) fn not_found() -> Response {
    html_page(
        StatusCode::NOT_FOUND,
        "Not Found - authentik",
        "<h1>Not Found</h1>",
    )
}

/// A redirect as Django writes one: 302, an empty HTML body.
pub(crate) fn redirect(location: &str) -> Response {
    let mut response = (StatusCode::FOUND, [(CONTENT_TYPE, HTML)]).into_response();
    // A location that no header can carry is left out: the client sees a redirect to nowhere.
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// Django's answer to a method that the view does not have: 405, empty, with the methods it has.
pub(crate) fn method_not_allowed(allowed: &'static str) -> Response {
    (
        StatusCode::METHOD_NOT_ALLOWED,
        [(CONTENT_TYPE, HTML), (ALLOW, allowed)],
    )
        .into_response()
}
