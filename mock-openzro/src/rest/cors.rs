//! Cross-origin requests: all are allowed, and a preflight is answered before anybody is asked who he
//! is.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Answers preflights, and opens every other answer to the origin that asks.
pub(super) async fn allow_all(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let has_origin = headers.contains_key(header::ORIGIN);
    if request.method() == Method::OPTIONS
        && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
    {
        return (StatusCode::NO_CONTENT, preflight(headers)).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if has_origin {
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        );
    }
    response
}

fn preflight(asked: &HeaderMap) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.append(
        header::VARY,
        HeaderValue::from_static(
            "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        ),
    );
    if !asked.contains_key(header::ORIGIN) {
        return headers;
    }
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    let copies = [
        (
            header::ACCESS_CONTROL_REQUEST_METHOD,
            header::ACCESS_CONTROL_ALLOW_METHODS,
        ),
        (
            header::ACCESS_CONTROL_REQUEST_HEADERS,
            header::ACCESS_CONTROL_ALLOW_HEADERS,
        ),
    ];
    for (from, to) in copies {
        if let Some(value) = asked.get(from) {
            headers.insert(to, value.clone());
        }
    }
    headers
}
