//! Why provisioning stopped.

use http::{Method, StatusCode};

use super::GuideStep;
use crate::driver::HttpError;

/// Provisioning stopped; what it had done so far stays, and running it again goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ProvisionError {
    /// Authentik did not answer, or not as itself.
    #[error("{step}: {source}")]
    Http {
        /// The step.
        step: GuideStep,
        /// What happened.
        source: HttpError,
    },
    /// The token is refused.
    #[error(
        "{step}: Authentik refused {method} {path} (403: {detail}); the token needs to be an API token of an administrator (Directory, Tokens, intent \"API Token\")"
    )]
    Forbidden {
        /// The step.
        step: GuideStep,
        /// The method.
        method: Method,
        /// The path.
        path: String,
        /// What Authentik said.
        detail: String,
    },
    /// Authentik did not accept a request.
    #[error(
        "{step}: Authentik answered {status} to {method} {path}: {answer}; correct that value and run it again"
    )]
    Refused {
        /// The step.
        step: GuideStep,
        /// The method.
        method: Method,
        /// The path.
        path: String,
        /// The status.
        status: StatusCode,
        /// What Authentik said.
        answer: String,
    },
    /// Something the guide builds on is not there.
    #[error("{step}: there is no {what} in Authentik; {remedy}")]
    Missing {
        /// The step.
        step: GuideStep,
        /// What.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Authentik is older than this program knows.
    #[error("Authentik {found} is too old; provisioning needs {needed} or later")]
    TooOld {
        /// Its version.
        found: String,
        /// The oldest that will do.
        needed: String,
    },
    /// An answer lacks a field.
    #[error(
        "{step}: Authentik's {what} has no usable `{field}`; is this Authentik newer than this program?"
    )]
    Field {
        /// The step.
        step: GuideStep,
        /// The object.
        what: String,
        /// The field.
        field: &'static str,
    },
}
