//! What the admin API refuses, and in which words. The words are Django REST framework's.

use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::parse_error::ParseError;
use crate::app::App;
use crate::http::{CsrfError, api_json};
use crate::throttle::Throttled;

/// Why a request is refused. Authentik's API has no 401: who may not in is told 403, without
/// `WWW-Authenticate` (observed, section 8).
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("Authentication credentials were not provided.")]
    NoCredentials,
    #[error("Token invalid/expired")]
    InvalidToken,
    #[error("Unsupported authentication type")]
    ForeignScheme,
    #[error("CSRF Failed: {0}")]
    Csrf(CsrfError),
    #[error("You do not have permission to perform this action.")]
    PermissionDenied,
    #[error("Not found.")]
    NotFound,
    /// There is no object of that model; see [`no_match`].
    #[error("No {0} matches the given query.")]
    NoMatch(&'static str),
    #[error("Invalid page.")]
    InvalidPage,
    #[error("Method \"{0}\" not allowed.")]
    MethodNotAllowed(Method),
    #[error("Could not satisfy the request Accept header.")]
    NotAcceptable,
    #[error("Unsupported media type \"{0}\" in request.")]
    UnsupportedMediaType(String),
    #[error("JSON parse error - {0}")]
    Parse(ParseError),
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// What is wrong with the request as a whole.
    #[error("{0}")]
    Message(String),
    /// What is wrong with the fields of the body or of the query.
    #[error("{0:?}")]
    Fields(FieldErrors),
}

impl ApiError {
    /// What is wrong with one field.
    pub(crate) fn field(name: &str, message: impl Into<String>) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(name, message);
        Self::Fields(errors)
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NoCredentials
            | Self::InvalidToken
            | Self::ForeignScheme
            | Self::Csrf(_)
            | Self::PermissionDenied => StatusCode::FORBIDDEN,
            Self::NotFound | Self::NoMatch(_) | Self::InvalidPage => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::UnsupportedMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Parse(_) | Self::Message(_) | Self::Fields(_) => StatusCode::BAD_REQUEST,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = self.status();
        match self {
            Self::Fields(errors) => api_json(status, &errors.0),
            Self::Message(message) => api_json(status, &[message]),
            Self::Throttled(throttled) => throttled.answer(),
            error => api_json(status, &json!({"detail": error.to_string()})),
        }
    }
}

/// There is no such object: newer versions name the model (differences, "API 404 detail").
pub(crate) fn no_match(app: &App, model: &'static str) -> ApiError {
    if app.profile().not_found_names_the_model() {
        ApiError::NoMatch(model)
    } else {
        ApiError::NotFound
    }
}

/// Messages by field, in the order in which the fields were checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FieldErrors(Map<String, Value>);

impl FieldErrors {
    /// Adds a message to those of a field.
    pub(crate) fn add(&mut self, name: &str, message: impl Into<String>) {
        let messages = self.0.entry(name).or_insert_with(|| json!([]));
        if let Value::Array(messages) = messages {
            messages.push(Value::String(message.into()));
        }
    }

    /// Sets what is said of a field as it stands: for nested messages, and for the places where
    /// Authentik says a text instead of a list.
    pub(crate) fn set(&mut self, name: &str, messages: Value) {
        self.0.insert(name.to_owned(), messages);
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// An error when there is any message.
    pub(crate) fn into_result(self) -> Result<(), ApiError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(ApiError::Fields(self))
        }
    }
}
