//! What can go wrong with a command, and the exit code of each.

use std::io;
use std::path::{Path, PathBuf};

use ambient::ListenError;

use super::exit;
use crate::driver::HttpError;
use crate::har::HarError;
use crate::provision::ProvisionError;
use crate::replay::{DeviationsError, ReplayError};
use crate::report::ReportError;
use crate::wire::WireError;

/// A command could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// A file or folder cannot be read.
    #[error("cannot read {}: {source}; check the path", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {source}; is its folder there, and writable?", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// No token was given.
    #[error(
        "there is no API token for Authentik; give one of an administrator's with --token-file FILE, or in AUTHENTIK_TOKEN"
    )]
    NoToken,
    /// Not a URL.
    #[error("`{url}` is no URL: {reason}")]
    Url {
        /// What it is.
        url: String,
        /// Why not.
        reason: url::ParseError,
    },
    /// A request was not answered.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// Provisioning stopped.
    #[error("provisioning stopped at {0}")]
    Provision(#[from] ProvisionError),
    /// A replay could not be made.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// A mock did not start.
    #[error("the mock of Authentik did not start: {0}")]
    Mock(#[from] mock_authentik::StartError),
    /// A report could not be written.
    #[error(transparent)]
    Report(#[from] ReportError),
}

impl CliError {
    pub(super) fn unreadable(path: &Path, source: io::Error) -> Self {
        Self::Unreadable {
            path: path.to_owned(),
            source,
        }
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Unreadable { .. } => exit::MISSING_FILE,
            Self::Write { .. } | Self::Report(_) => exit::NOT_WRITTEN,
            Self::NoToken | Self::Url { .. } => exit::USAGE,
            Self::Http(error) | Self::Provision(ProvisionError::Http { source: error, .. }) => {
                of_http(error)
            }
            Self::Provision(_) => exit::NOT_PROVISIONED,
            Self::Replay(error) => of_replay(error),
            Self::Mock(mock_authentik::StartError::Listen(error)) => of_listening(error),
            Self::Mock(mock_authentik::StartError::Certificate(_)) => exit::TARGET_NOT_STARTED,
        }
    }
}

fn of_http(error: &HttpError) -> u8 {
    match error {
        HttpError::Url { .. } => exit::USAGE,
        HttpError::Client(_) => exit::MISSING_FILE,
        HttpError::NoAnswer { .. } => exit::NO_ANSWER,
        HttpError::Unreadable { .. } => exit::NOT_PROVISIONED,
    }
}

fn of_replay(error: &ReplayError) -> u8 {
    match error {
        ReplayError::Recording(HarError::File { .. })
        | ReplayError::Deviations(DeviationsError::File { .. }) => exit::MISSING_FILE,
        ReplayError::Recording(_) | ReplayError::Deviations(_) => exit::BAD_RECORDING,
        ReplayError::Target(WireError::Upstream(_)) => exit::USAGE,
        ReplayError::Target(_) => exit::TARGET_NOT_STARTED,
        ReplayError::Unanswered { .. } => exit::NO_ANSWER,
    }
}

fn of_listening(error: &ListenError) -> u8 {
    match error.source.kind() {
        io::ErrorKind::AddrInUse => exit::PORT_IN_USE,
        _ => exit::TARGET_NOT_STARTED,
    }
}
