//! Answers that must not be cached (RFC 6749, section 5.1).

use axum::http::header::{CACHE_CONTROL, PRAGMA};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;

use crate::http::python_json;

/// JSON that must not be cached: all but discovery and the key set (reference, section 1.3).
pub(super) fn uncached_json(status: StatusCode, body: &impl Serialize) -> Response {
    let mut response = python_json(status, body);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    response
}
