//! What makes the client give up.

use crate::driver::HttpError;

/// The client gave up, where the real one would print an error.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The management server was not reached.
    #[error(
        "the openZro client cannot reach the management server at {url}: {reason}; check that it is running and serves gRPC there"
    )]
    Management {
        /// Where it was looked for.
        url: String,
        /// What went wrong.
        reason: String,
    },
    /// A gRPC message could not be opened or read.
    #[error("the openZro client cannot read the answer to {method}: {reason}")]
    Message {
        /// The method's bare name.
        method: &'static str,
        /// Why.
        reason: String,
    },
    /// The management server's configuration lacks something the client insists on.
    #[error(
        "the management server offers a login flow whose {field} is {found:?}; set it in management.json"
    )]
    FlowConfig {
        /// The field, in management.json's words.
        field: &'static str,
        /// What it is.
        found: String,
    },
    /// An exchange with the identity provider failed.
    #[error("the openZro client got stuck: {0}")]
    Http(#[from] HttpError),
    /// `interval` is absent or 0, at which openZro's daemon panics (NetBird pull request 7013).
    #[error("the device authorization has the interval {0}; the real client panics at that")]
    Interval(i64),
    /// The token endpoint answered with a server error, at which the client stops polling.
    #[error("the token endpoint answered {0}, at which the client stops polling")]
    ServerError(http::StatusCode),
    /// The state that came back is not the one that was sent.
    #[error("the openZro client got back another state than it sent")]
    State,
    /// The token is not for the audience the management server named.
    #[error("the openZro client refuses the token: {0}")]
    Token(String),
}
