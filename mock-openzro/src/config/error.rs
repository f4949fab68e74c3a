//! Why a configuration is refused. The texts are the real server's.

use std::path::PathBuf;

/// Why `management.json` could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file, or one that it names, could not be read.
    #[error("open {}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        reason: String,
    },
    /// The file has a `{{` that no template understands.
    #[error("error parsing template: template: :{line}: {reason}")]
    Template {
        /// Where.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// The file, its variables filled in, is not the JSON that was expected.
    #[error("failed parsing Json file after template was executed, err: {0}")]
    Json(String),
    /// There is no `HttpConfig`: the real server crashes on a nil pointer.
    #[error(
        "runtime error: invalid memory address or nil pointer dereference (HttpConfig is missing)"
    )]
    NoHttpConfig,
    /// The discovery document could not be fetched.
    #[error(
        "failed fetching OIDC configuration from endpoint {endpoint} Get \"{endpoint}\": {reason}"
    )]
    DiscoveryUnreachable {
        /// `HttpConfig.OIDCConfigEndpoint`.
        endpoint: String,
        /// What went wrong.
        reason: String,
    },
    /// The discovery document was refused.
    #[error("OIDC configuration request returned status {status} with response: {body}")]
    DiscoveryRefused {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: String,
    },
    /// The discovery document is not one.
    #[error("failed unmarshaling OIDC configuration response: {0}")]
    DiscoveryNotJson(String),
    /// The discovery document's address is not a URL.
    #[error("parse \"{0}\": invalid URL")]
    DiscoveryAddress(String),
}
