//! Why a request to `/_mock/` was refused, and what the client is told.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{self, Operation};
use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{RotationError, StartError, Unmet};

/// Why a request was refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ControlError {
    #[error("there is no {0}; /_mock/openapi.json lists what there is")]
    UnknownPath(String),
    #[error("{path} does not take {method}; /_mock/openapi.json lists what it takes")]
    WrongMethod { method: Method, path: String },
    #[error(
        "there is no request {0}; GET /_mock/requests lists those that are kept, the newest ones"
    )]
    NoSuchRequest(u64),
    #[error("there is no fault {0:?}; GET /_mock/faults lists those that are set")]
    NoSuchFault(String),
    #[error("there is no session {0:?}; GET /_mock/sessions lists those that are live")]
    NoSuchSession(String),
    #[error("there is no token {0}; GET /_mock/tokens lists those that there are")]
    NoSuchToken(String),
    #[error("there is no user code {0:?}; GET /_mock/device-codes lists those that are in force")]
    NoSuchUserCode(String),
    #[error("there is no user {0:?}; GET /_mock/users lists those that there are")]
    NoSuchUser(String),
    #[error(transparent)]
    Rotation(#[from] RotationError),
    #[error(transparent)]
    Unmet(#[from] Unmet),
    #[error("{0}; the mock is as it was")]
    Reset(#[from] StartError),
    #[error("{0}; send JSON as /_mock/openapi.json describes it, with its content type")]
    Body(#[from] JsonRejection),
    #[error("{0}; /_mock/openapi.json describes the query")]
    Query(#[from] QueryRejection),
    #[error("{0}; /_mock/openapi.json describes the path")]
    Path(#[from] PathRejection),
}

/// What a refused request is answered with.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Error")]
struct ErrorBody {
    /// What is wrong, for programs.
    error: ErrorCode,
    /// What is wrong and what to do about it, for people.
    message: String,
}

/// What is wrong with a request.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum ErrorCode {
    /// The path or the thing it names does not exist.
    NotFound,
    /// The path exists and does not take the method.
    MethodNotAllowed,
    /// No key was rotated.
    RotationFailed,
    /// The seed could not be planted again.
    ResetFailed,
    /// What was waited for did not come.
    TimedOut,
    /// The body, the query or the path cannot be read.
    InvalidRequest,
}

impl ControlError {
    fn answer(&self) -> (StatusCode, ErrorCode) {
        match self {
            Self::UnknownPath(_)
            | Self::NoSuchRequest(_)
            | Self::NoSuchFault(_)
            | Self::NoSuchSession(_)
            | Self::NoSuchToken(_)
            | Self::NoSuchUserCode(_)
            | Self::NoSuchUser(_) => (StatusCode::NOT_FOUND, ErrorCode::NotFound),
            Self::Rotation(RotationError::NoKey) => {
                (StatusCode::CONFLICT, ErrorCode::RotationFailed)
            }
            Self::Rotation(RotationError::Key(_)) => {
                (StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::RotationFailed)
            }
            // Not 408, after which some clients ask again by themselves.
            Self::Unmet(_) => (StatusCode::CONFLICT, ErrorCode::TimedOut),
            Self::WrongMethod { .. } => {
                (StatusCode::METHOD_NOT_ALLOWED, ErrorCode::MethodNotAllowed)
            }
            Self::Reset(_) => (StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::ResetFailed),
            Self::Body(rejection) => (rejection.status(), ErrorCode::InvalidRequest),
            Self::Query(_) | Self::Path(_) => (StatusCode::BAD_REQUEST, ErrorCode::InvalidRequest),
        }
    }
}

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let (status, error) = self.answer();
        let message = self.to_string();
        (status, Json(ErrorBody { error, message })).into_response()
    }
}

/// Every operation may be refused, and always in the same form.
impl OperationOutput for ControlError {
    type Inner = Self;

    fn operation_response(
        context: &mut GenContext,
        operation: &mut Operation,
    ) -> Option<openapi::Response> {
        Json::<ErrorBody>::operation_response(context, operation)
    }

    fn inferred_responses(
        context: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<openapi::StatusCode>, openapi::Response)> {
        let refusal = Self::operation_response(context, operation);
        refusal
            .map(|response| (None, response))
            .into_iter()
            .collect()
    }
}
