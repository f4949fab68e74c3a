//! Cross-origin requests: which origins a browser lets read the answers.

use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_HEADERS, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::http::{InvalidUrl, SplitUrl, server_error};
use crate::model::RedirectUri;

/// The answer, which the origin of the request may read when it is the origin of a redirect URI. Regular
/// expressions are read as if they were URLs (observed, section 10), and those that Python cannot read
/// break Authentik (source of 2024.12, providers/oauth2/utils.py).
pub(super) fn allowing(
    request: &HeaderMap,
    redirect_uris: &[RedirectUri],
    mut response: Response,
) -> Response {
    let Some(origin) = request.get(ORIGIN) else {
        return response;
    };
    let text = String::from_utf8_lossy(origin.as_bytes());
    match is_allowed(&text, redirect_uris) {
        Ok(true) => allow_origin(origin, &mut response),
        Ok(false) => {}
        Err(error) => {
            tracing::error!(%error, origin = %text, "a redirect URI or the origin cannot be read");
            return server_error();
        }
    }
    response
}

fn is_allowed(origin: &str, redirect_uris: &[RedirectUri]) -> Result<bool, InvalidUrl> {
    let origin = SplitUrl::of(origin)?;
    let mut allowed = false;
    for uri in redirect_uris {
        let uri = SplitUrl::of(&uri.url)?;
        allowed |= origin.scheme == uri.scheme
            && origin.hostname() == uri.hostname()
            && origin.port()? == uri.port()?;
    }
    Ok(allowed)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MatchingMode;

    fn allowed(uri: &str, origin: &str) -> Result<bool, InvalidUrl> {
        let uri = RedirectUri {
            matching_mode: MatchingMode::Regex,
            url: uri.to_owned(),
        };
        is_allowed(origin, &[uri])
    }

    #[test]
    fn origins_are_compared_as_recorded() {
        for (uri, origin, result) in [
            (
                "https://zro.example.com/.*",
                "https://zro.example.com",
                Ok(true),
            ),
            (
                r"https://zro\.example\.com/.*",
                "https://zro.example.com",
                Ok(false),
            ),
            (
                "https://zro.example.com/.*",
                "https://zro.example.com:443",
                Ok(false),
            ),
            ("http://localhost:53000", "http://LOCALHOST:53000", Ok(true)),
            ("http://localhost:53000", "http://localhost", Ok(false)),
            ("http://localhost:53000", "null", Ok(false)),
            (
                r"http://localhost:\d+",
                "http://localhost:53000",
                Err(InvalidUrl::Port),
            ),
            (
                r"http://localhost:\d+",
                "https://zro.example.com",
                Ok(false),
            ),
            ("https://[a-z]+.example.com", "null", Err(InvalidUrl::Host)),
        ] {
            assert_eq!(allowed(uri, origin), result, "{uri} {origin}");
        }
    }
}
