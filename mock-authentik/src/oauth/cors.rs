//! Cross-origin requests: which origins a browser lets read the answers.

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_HEADERS, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::model::RedirectUri;

/// Lets the origin of a request read the answer, when it is the origin of a redirect URI. Regular
/// expressions are read as if they were URLs (observed, section 10).
pub(super) fn allow(request: &HeaderMap, redirect_uris: &[RedirectUri], response: &mut Response) {
    if let Some(origin) = request.get(ORIGIN)
        && let Ok(text) = origin.to_str()
        && redirect_uris
            .iter()
            .any(|uri| Origin::of(&uri.url) == Origin::of(text))
    {
        allow_origin(origin, response);
    }
}

/// Lets any origin: the answer to OPTIONS, which does not say whose client it is for (recording
/// `40-cors`, "preflight").
pub(super) fn allow_preflight(request: &HeaderMap, response: &mut Response) {
    let Some(origin) = request.get(ORIGIN) else {
        return;
    };
    allow_origin(origin, response);
    let headers = response.headers_mut();
    if let Some(asked_for) = request.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked_for.clone());
    }
    let methods = HeaderValue::from_static("GET, POST, OPTIONS");
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
}

fn allow_origin(origin: &HeaderValue, response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    headers.insert(VARY, HeaderValue::from_static("Origin"));
    let credentials = HeaderValue::from_static("true");
    headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, credentials);
}

/// Scheme, host and port as Python's `urlparse` reads them, which also reads what is no URL.
#[derive(Debug, PartialEq, Eq)]
struct Origin {
    scheme: String,
    host: String,
    /// As it is written: an absent port is not the scheme's own.
    port: Option<u16>,
}

impl Origin {
    fn of(text: &str) -> Self {
        let (scheme, rest) = match text.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (scheme, rest),
            _ => ("", text),
        };
        let authority = rest.strip_prefix("//").unwrap_or_default();
        let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
        let authority = authority.rsplit('@').next().unwrap_or_default();
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port.parse().ok()),
            _ => (authority, None),
        };
        Self {
            scheme: scheme.to_ascii_lowercase(),
            host: host.to_ascii_lowercase(),
            port,
        }
    }
}

fn is_scheme(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|next| next.is_ascii_alphanumeric() || "+-.".contains(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_compared_as_recorded() {
        let same = |uri: &str, origin: &str| Origin::of(uri) == Origin::of(origin);
        assert!(same(
            "https://zro.example.com/.*",
            "https://zro.example.com"
        ));
        assert!(!same(
            r"https://zro\.example\.com/.*",
            "https://zro.example.com"
        ));
        assert!(!same(
            "https://zro.example.com/.*",
            "https://zro.example.com:443"
        ));
        assert!(same("http://localhost:53000", "http://LOCALHOST:53000"));
        assert!(!same("http://localhost:53000", "http://localhost"));
    }
}
