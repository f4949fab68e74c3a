//! Around every route: the request's id, the headers of every answer, the log, the 404 page.

use ambient::Stopwatch;
use axum::extract::Request;
use axum::http::header::{
    CONTENT_LANGUAGE, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::response::Response;

use super::{LANGUAGE_COOKIE, RequestId, cookie, method_not_allowed, not_found};
use crate::app::App;

/// What is not there can only be read (recording `01-discovery-jwks`, "POST token, no slash").
pub(crate) async fn unknown_path(method: Method) -> Response {
    match method {
        Method::GET | Method::HEAD | Method::OPTIONS => not_found(),
        _ => method_not_allowed("GET, HEAD, OPTIONS"),
    }
}

/// Sets what every recorded answer carries, unless the handler has set it already.
pub(crate) async fn add_headers(
    app: &App,
    mut request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let id = RequestId(app.entropy().hex(32));
    request.extensions_mut().insert(id.clone());
    // The path alone: a query may hold codes and tokens.
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    // The language that `ui_locales` has set (recording `05-prompt-variants`, "browser GET").
    let language = cookie(request.headers(), LANGUAGE_COOKIE).unwrap_or("en");
    let language = HeaderValue::from_str(language).unwrap_or(HeaderValue::from_static("en"));
    let since = Stopwatch::start();
    let mut response = next(request).await;
    let (status, took) = (response.status().as_u16(), since.elapsed());
    tracing::debug!(%method, path, status, ?took, id = id.0, "answered");
    let headers = response.headers_mut();
    set_default(headers, X_FRAME_OPTIONS, "DENY");
    set_default(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set_default(headers, REFERRER_POLICY, "same-origin");
    if app.profile().answers_tell_their_language() {
        add_vary(headers, "Accept-Language, Cookie");
        headers.entry(CONTENT_LANGUAGE).or_insert(language);
    } else {
        add_vary(headers, "Cookie");
    }
    if let Ok(id) = HeaderValue::from_str(&id.0) {
        headers.insert(HeaderName::from_static("x-authentik-id"), id);
    }
    response
}

/// What every answer varies by comes after the `Origin` of one that is for one origin alone; a handler
/// that says more has the last word.
fn add_vary(headers: &mut HeaderMap, by: &'static str) {
    let of_origin = headers.get(VARY).is_some_and(|vary| vary == "Origin");
    if of_origin && let Ok(vary) = HeaderValue::from_str(&format!("Origin, {by}")) {
        headers.insert(VARY, vary);
    }
    set_default(headers, VARY, by);
}

fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}
