//! Django's protection against cross-site requests, which a logged-in browser's changes must pass.

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};

use super::{BaseUrl, cookie};

/// The cookie whose value the header must repeat.
pub(crate) const CSRF_COOKIE: &str = "authentik_csrf";
const CSRF_HEADER: &str = "x-authentik-csrf";
const TOKEN_LENGTH: usize = 32;

/// Why a request does not pass. The texts are Django's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CsrfError {
    #[error("Origin checking failed - {0} does not match any trusted origins.")]
    Origin(String),
    #[error("Referer checking failed - no Referer.")]
    NoReferer,
    #[error("Referer checking failed - {0} does not match any trusted origins.")]
    Referer(String),
    #[error("CSRF cookie not set.")]
    NoCookie,
    #[error("CSRF token missing.")]
    NoToken,
    #[error("CSRF token from the 'X-authentik-CSRF' HTTP header has incorrect length.")]
    Length,
    #[error("CSRF token from the 'X-authentik-CSRF' HTTP header incorrect.")]
    Token,
}

/// Whether the request may change something: reading always may (recordings `04-login-flow-errors`,
/// "no csrf header sent", and `01-discovery-jwks`, "POST discovery"; reference, section 0.5).
pub(crate) fn check_csrf(parts: &Parts) -> Result<(), CsrfError> {
    if [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE].contains(&parts.method) {
        return Ok(());
    }
    check_source(parts)?;
    let cookie = cookie(&parts.headers, CSRF_COOKIE).ok_or(CsrfError::NoCookie)?;
    match text(&parts.headers, CSRF_HEADER) {
        None | Some("") => Err(CsrfError::NoToken),
        Some(token) if token.len() != TOKEN_LENGTH => Err(CsrfError::Length),
        Some(token) if token != cookie => Err(CsrfError::Token),
        Some(_) => Ok(()),
    }
}

/// An `Origin` must be this site; over https there must be one, or a `Referer`.
fn check_source(parts: &Parts) -> Result<(), CsrfError> {
    let base = BaseUrl::of(parts);
    let here = base.to_string();
    if let Some(origin) = text(&parts.headers, "origin") {
        return if origin == here {
            Ok(())
        } else {
            Err(CsrfError::Origin(origin.to_owned()))
        };
    }
    if !base.is_secure() {
        return Ok(());
    }
    let referer = text(&parts.headers, "referer").ok_or(CsrfError::NoReferer)?;
    match referer.strip_prefix(&here) {
        Some("") => Ok(()),
        Some(path) if path.starts_with('/') => Ok(()),
        _ => Err(CsrfError::Referer(referer.to_owned())),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    const TOKEN: &str = "fPuu6lPTfPm0KWQkuPCUnjxMbkznPvRh";

    fn post(headers: &[(&str, &str)]) -> Result<(), CsrfError> {
        let mut request = Request::post("/").header("host", "a.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        check_csrf(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn the_header_must_repeat_the_cookie() {
        let cookie = format!("authentik_csrf={TOKEN}");
        let cookie = ("cookie", cookie.as_str());
        assert_eq!(post(&[]), Err(CsrfError::NoCookie));
        assert_eq!(post(&[cookie]), Err(CsrfError::NoToken));
        assert_eq!(post(&[cookie, (CSRF_HEADER, "x")]), Err(CsrfError::Length));
        let other = "a".repeat(TOKEN_LENGTH);
        assert_eq!(
            post(&[cookie, (CSRF_HEADER, &other)]),
            Err(CsrfError::Token)
        );
        assert_eq!(post(&[cookie, (CSRF_HEADER, TOKEN)]), Ok(()));
    }

    #[test]
    fn https_needs_an_origin_or_a_referer_of_this_site() {
        let cookie = format!("authentik_csrf={TOKEN}");
        let good = [
            ("cookie", cookie.as_str()),
            (CSRF_HEADER, TOKEN),
            ("x-forwarded-proto", "https"),
        ];
        let with = |extra| post(&[&good[..], &[extra]].concat());
        assert_eq!(post(&good), Err(CsrfError::NoReferer));
        assert_eq!(with(("referer", "https://a.example/if/flow/")), Ok(()));
        assert_eq!(with(("origin", "https://a.example")), Ok(()));
        assert!(with(("origin", "http://a.example")).is_err());
        assert!(with(("referer", "https://a.example.evil/")).is_err());
    }
}
