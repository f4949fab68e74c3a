//! Cross-origin requests: all are allowed, and a preflight is answered before anybody is asked who he
//! is.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Answers preflights, and opens every other answer to the origin that asks. A method that the path does
/// not know, `HEAD` being one everywhere, does not come so far.
pub(super) async fn allow_all(request: Request, next: Next) -> Response {
    if request.method() == Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let headers = request.headers();
    let has_origin = headers.contains_key(header::ORIGIN);
    let is_options = request.method() == Method::OPTIONS;
    if is_options && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
        return (StatusCode::NO_CONTENT, preflight(headers)).into_response();
    }
    let mut response = next.run(request).await;
    if response.status() == StatusCode::METHOD_NOT_ALLOWED && !is_options {
        return response;
    }
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
    for name in [
        "Origin",
        "Access-Control-Request-Method",
        "Access-Control-Request-Headers",
    ] {
        headers.append(header::VARY, HeaderValue::from_static(name));
    }
    if !asked.contains_key(header::ORIGIN) {
        return headers;
    }
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    if let Some(method) = asked.get(header::ACCESS_CONTROL_REQUEST_METHOD) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, method.clone());
    }
    let wanted = asked.get(header::ACCESS_CONTROL_REQUEST_HEADERS);
    if let Some(wanted) = wanted.and_then(|value| value.to_str().ok())
        && let Ok(names) = HeaderValue::from_str(&canonical(wanted))
    {
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, names);
    }
    headers
}

/// Header names as Go writes them, `Like-This`.
fn canonical(names: &str) -> String {
    let canonical_part = |part: &str| {
        let mut characters = part.chars();
        let first = characters.next().map(|first| first.to_ascii_uppercase());
        let rest = characters.as_str().to_ascii_lowercase();
        first.into_iter().chain(rest.chars()).collect::<String>()
    };
    let canonical_name = |name: &str| {
        let parts: Vec<String> = name.trim().split('-').map(canonical_part).collect();
        parts.join("-")
    };
    let names: Vec<String> = names.split(',').map(canonical_name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_names_are_written_as_go_does() {
        assert_eq!(canonical("authorization,x-y"), "Authorization, X-Y");
    }
}
