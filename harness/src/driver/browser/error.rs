//! What can go wrong between a browser and Authentik.

use crate::driver::HttpError;

/// A journey that failed or led nowhere.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// An exchange failed.
    #[error("the browser got stuck: {0}")]
    Http(#[from] HttpError),
    /// A redirect left Authentik for somewhere that is not the client's redirect URI.
    #[error(
        "the browser was sent to {to}, which is neither Authentik ({authentik}) nor the redirect URI"
    )]
    Astray {
        /// Authentik's origin.
        authentik: String,
        /// Where it was sent, without the query.
        to: String,
    },
    /// The client got neither a code nor an error.
    #[error("the client at {at} got neither `code` nor `error`, but {got:?}")]
    Nothing {
        /// The redirect URI.
        at: String,
        /// The names of the parameters it got.
        got: Vec<String>,
    },
    /// It went on for ever.
    #[error("the browser gave up after {hops} pages and challenges, the last at {at}")]
    Endless {
        /// How many there were.
        hops: usize,
        /// The last URL, without the query.
        at: String,
    },
    /// The session did not end.
    #[error(
        "logging out ended at {0}, not at the login form; is the invalidation flow a custom one?"
    )]
    StillLoggedIn(String),
}
