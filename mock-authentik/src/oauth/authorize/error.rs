//! Why an authorization request is refused, and how the client or the person is told.

use axum::http::StatusCode;
use axum::response::Response;

use crate::http::{SplitUrl, message_page, quote, redirect, server_error};

/// An authorization request that is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AuthorizeError {
    /// Breaks Authentik (recording `05-prompt-variants`, "max_age=abc").
    #[error("max_age {0:?} is not a number of seconds")]
    MaxAge(String),
    #[error("The client identifier (client_id) is missing or invalid.")]
    ClientId,
    #[error(
        "The request fails due to a missing, invalid, or mismatching redirection URI (redirect_uri)."
    )]
    RedirectUri,
    /// The client is told, at its redirect URI.
    #[error("{0}")]
    Client(ClientError),
}

/// A refusal of which the client learns.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub(crate) struct ClientError {
    pub(crate) code: ErrorCode,
    pub(crate) redirect_uri: String,
    /// Whether it goes into the fragment, as it does for every response type but `code`.
    pub(crate) in_fragment: bool,
    pub(crate) state: Option<String>,
}

/// The error codes of RFC 6749, section 4.1.2.1, and OpenID Connect Core, section 3.1.2.6, that
/// Authentik sends, with its descriptions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ErrorCode {
    #[error("The request is otherwise malformed")]
    InvalidRequest,
    #[error("Unsupported challenge method {0}")]
    ChallengeMethod(String),
    #[error(
        "The authorization server does not support obtaining an authorization code using this method"
    )]
    UnsupportedResponseType,
    #[error("The requested scope is invalid, unknown, or malformed")]
    InvalidScope,
    #[error("The provider does not support use of the request parameter")]
    RequestNotSupported,
    #[error("The Authorization Server requires End-User authentication")]
    LoginRequired,
    /// In the words of the version.
    #[error("{0}")]
    ConsentRequired(&'static str),
}

impl ErrorCode {
    /// The name on the wire.
    fn name(&self) -> &'static str {
        match self {
            Self::InvalidRequest | Self::ChallengeMethod(_) => "invalid_request",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::RequestNotSupported => "request_not_supported",
            Self::LoginRequired => "login_required",
            Self::ConsentRequired(_) => "consent_required",
        }
    }
}

/// How a client can be told of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    At(String),
    /// The redirect URI has a scheme to which Django does not redirect.
    Nowhere,
    /// The redirect URI is relative, so that the person is told instead.
    Person,
}

impl ClientError {
    /// Codes can be sent to any scheme, errors cannot (source of 2025.12, providers/oauth2/errors.py).
    pub(crate) fn told(&self) -> Told {
        let uri = SplitUrl::of(&self.redirect_uri).unwrap_or_default();
        match uri.scheme.as_str() {
            "http" | "https" | "ftp" => Told::At(self.location()),
            "" => Told::Person,
            _ => Told::Nowhere,
        }
    }

    /// Where the client is told. The error is appended whatever the URI holds already, the state as it
    /// is (recording `05-prompt-variants`, "prompt=none no session, redirect_uri with query").
    fn location(&self) -> String {
        let separator = if self.in_fragment { '#' } else { '?' };
        let state = match self.state.as_deref() {
            None | Some("") => String::new(),
            Some(state) => format!("&state={state}"),
        };
        format!(
            "{}{separator}error={}&error_description={}{state}",
            self.redirect_uri,
            self.code.name(),
            quote(&self.code.to_string()),
        )
    }
}

impl AuthorizeError {
    pub(super) fn into_response(self) -> Response {
        let page = |title, message: &str| message_page(StatusCode::BAD_REQUEST, title, message);
        match &self {
            Self::MaxAge(_) => server_error(),
            Self::ClientId => page("Client ID Error", &self.to_string()),
            Self::RedirectUri => page("Redirect URI Error", &self.to_string()),
            Self::Client(error) => match error.told() {
                Told::At(location) => redirect(&location),
                Told::Nowhere => page("Bad Request", ""),
                Told::Person => page(error.code.name(), &error.code.to_string()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(redirect_uri: &str, in_fragment: bool, state: Option<&str>) -> Told {
        let error = ClientError {
            code: ErrorCode::InvalidScope,
            redirect_uri: redirect_uri.into(),
            in_fragment,
            state: state.map(str::to_owned),
        };
        error.told()
    }

    #[test]
    fn the_error_is_appended_to_whatever_the_uri_holds() {
        let description = "error=invalid_scope&error_description=The%20requested%20scope%20is%20\
                           invalid%2C%20unknown%2C%20or%20malformed";
        assert_eq!(
            told("https://a.example/?x=1", false, Some("s")),
            Told::At(format!("https://a.example/?x=1?{description}&state=s"))
        );
        assert_eq!(
            told("https://a.example/", true, None),
            Told::At(format!("https://a.example/#{description}"))
        );
    }

    #[test]
    fn a_client_that_is_no_site_is_not_told() {
        assert_eq!(told("com.example.app:/cb", false, None), Told::Nowhere);
        assert_eq!(told("/cb", false, None), Told::Person);
    }
}
