//! How much of a query or a form Django reads. Authentik leaves the limits as they are (source of 2025.12,
//! `authentik/root/settings.py`).

use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{message_page, method_not_allowed};

/// `DATA_UPLOAD_MAX_NUMBER_FIELDS`.
const FIELDS: usize = 1000;
/// `DATA_UPLOAD_MAX_MEMORY_SIZE`.
const FORM: usize = 2_621_440;

/// A query or a form that Django does not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LimitError {
    #[error("more than {FIELDS} fields; send fewer")]
    Fields(Method),
    #[error("a form of more than {FORM} bytes; send less")]
    Form(Method),
}

impl IntoResponse for LimitError {
    /// The page for a bad request, which like that for what is not there can only be read (recording
    /// `01-discovery-jwks`, "POST token, no slash"; source of 2025.12, `authentik/core/views/error.py`).
    fn into_response(self) -> Response {
        let (Self::Fields(method) | Self::Form(method)) = self;
        match method {
            Method::GET | Method::HEAD | Method::OPTIONS => {
                message_page(StatusCode::BAD_REQUEST, "Bad Request", "")
            }
            _ => method_not_allowed("GET, HEAD, OPTIONS"),
        }
    }
}

/// Checks the number of fields of a query or a form.
pub(super) fn check_fields(method: &Method, text: &[u8]) -> Result<(), LimitError> {
    let separators = text.iter().filter(|byte| **byte == b'&');
    if separators.count() < FIELDS {
        Ok(())
    } else {
        Err(LimitError::Fields(method.clone()))
    }
}

/// Checks a form.
pub(super) fn check_form(method: &Method, text: &[u8]) -> Result<(), LimitError> {
    if text.len() > FORM {
        return Err(LimitError::Form(method.clone()));
    }
    check_fields(method, text)
}
