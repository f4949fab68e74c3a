//! Where the client believes the server is: `Host` and `X-Forwarded-Proto`, or the connection itself.

use std::convert::Infallible;
use std::fmt;

use ambient::Encrypted;
use axum::extract::FromRequestParts;
use axum::http::header::HOST;
use axum::http::request::Parts;

/// `scheme://host[:port]`, without a trailing slash, from the request's own headers.
///
/// Authentik builds every absolute URL from it, the issuer included. `X-Forwarded-Host` is ignored
/// (recording `01-discovery-jwks`, "discovery w/ X-Forwarded-Proto/Host").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    secure: bool,
    host: String,
}

impl BaseUrl {
    pub(crate) fn of(parts: &Parts) -> Self {
        let header = |name| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let authority = || {
            parts
                .uri
                .authority()
                .map(axum::http::uri::Authority::as_str)
        };
        Self {
            secure: match header("x-forwarded-proto") {
                Some(proto) => proto == "https",
                None => parts.extensions.get::<Encrypted>().is_some(),
            },
            host: header(HOST.as_str())
                .or_else(authority)
                .unwrap_or("localhost")
                .to_owned(),
        }
    }

    /// Whether the client came by https, which changes the cookies' attributes.
    pub(crate) fn is_secure(&self) -> bool {
        self.secure
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}://{}",
            if self.secure { "https" } else { "http" },
            self.host
        )
    }
}

impl<S: Sync> FromRequestParts<S> for BaseUrl {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}
