//! Errors as REST shows them: `{"message", "code"}`, the message in lower case.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::json::answer;
use crate::account::{Kind, Refusal};

/// Why a request is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum RestError {
    /// openZro refuses.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nobody asks that openZro knows.
    #[error("no valid authentication provided")]
    NoAuthentication,
    /// The token is not accepted; the log says why.
    #[error("token invalid")]
    TokenInvalid,
    /// The body is not the JSON that was expected.
    #[error("couldn't parse JSON request")]
    BadJson,
    /// `PUT /users/{id}` wants groups, be it none.
    #[error("auto_groups field can't be absent")]
    NoAutoGroups,
    /// The path knows this method, and does nothing with it.
    #[error("wrong HTTP method")]
    WrongMethod,
}

#[derive(Serialize)]
struct Body<'a> {
    message: &'a str,
    code: u16,
}

impl RestError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NoAuthentication | Self::TokenInvalid => StatusCode::UNAUTHORIZED,
            Self::BadJson | Self::NoAutoGroups => StatusCode::BAD_REQUEST,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused(refusal) => match refusal.kind() {
                Kind::Unhandled => StatusCode::INTERNAL_SERVER_ERROR,
                Kind::InvalidArgument => StatusCode::UNPROCESSABLE_ENTITY,
                Kind::NotFound => StatusCode::NOT_FOUND,
                Kind::AlreadyExists => StatusCode::CONFLICT,
                Kind::PermissionDenied => StatusCode::FORBIDDEN,
                Kind::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            },
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Refused(refusal) if refusal.kind() == Kind::Unhandled => {
                "internal server error".to_owned()
            }
            Self::Refused(refusal) => refusal.to_string().to_lowercase(),
            Self::NoAuthentication
            | Self::TokenInvalid
            | Self::BadJson
            | Self::NoAutoGroups
            | Self::WrongMethod => self.to_string(),
        }
    }
}

impl IntoResponse for RestError {
    fn into_response(self) -> Response {
        if let Self::Refused(refusal) = &self
            && refusal.is_crash()
        {
            tracing::error!("http: panic serving: {refusal}");
            // Ends the connection's task, and nothing else.
            std::panic::resume_unwind(Box::new("the connection is closed"));
        }
        tracing::error!("got a handler error: {self}");
        let status = self.status();
        let body = Body {
            message: &self.message(),
            code: status.as_u16(),
        };
        answer(status, &body)
    }
}
