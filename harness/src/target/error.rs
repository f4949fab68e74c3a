//! What keeps a target from running.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use crate::docker::DockerError;
use crate::driver::HttpError;
use crate::run::TargetFault;
use crate::wire::WireError;

/// A target did not start, or did not become ready.
#[derive(Debug, thiserror::Error)]
pub enum TargetError {
    /// The wire tap in front of it did not start.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// mock-authentik did not start.
    #[error("mock-authentik did not start: {0}")]
    MockAuthentik(#[from] mock_authentik::StartError),
    /// mock-openzro did not start, as the real one would not.
    #[error("mock-openzro did not start: {0}")]
    MockOpenzro(#[from] mock_openzro::StartError),
    /// mock-openzro was given flags that the daemon has not.
    #[error("mock-openzro did not start: {0}")]
    CommandLine(#[from] mock_openzro::CommandLineError),
    /// A container did not start, or ended.
    #[error(transparent)]
    Docker(#[from] DockerError),
    /// A target is a container and the run was set up without.
    #[error(
        "the run was set up without containers, and a target is one; open `docker::Grounds` for its `lab::Lab`"
    )]
    NoContainers,
    /// A driver could not be set up.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// A pair that cannot work.
    #[error(
        "openZro at {0} was configured for an Authentik that runs already; give that one with `--authentik url:URL`"
    )]
    Pair(Url),
    /// A port is taken.
    #[error(
        "port {0} is in use, which openZro's management server opens besides its own, for old clients; stop what uses it, as one such server can run at a time"
    )]
    PortInUse(u16),
    /// mock-openzro crashed, as the real one does.
    #[error("openZro's management server crashed: {0}")]
    Crashed(mock_openzro::Crashed),
    /// A live Authentik needs a token, and there is none.
    #[error(
        "the Authentik at {url} needs an administrator's API token; put one into the environment variable {variable}"
    )]
    NoToken {
        /// Where it is.
        url: Url,
        /// The variable.
        variable: &'static str,
    },
    /// A file that the program needs could not be written.
    #[error("cannot write {}: {source}; is the disk full, or the folder not yours?", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The program could not be started.
    #[error(
        "cannot start {}: {source}; give the path of openZro's management server, built for this machine",
        program.display()
    )]
    Program {
        /// The program.
        program: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The program ended before it was ready.
    #[error(
        "{} ended before it was ready ({status}); its last words were: {last_words}; the whole log is {}",
        program.display(),
        log.display()
    )]
    Ended {
        /// The program.
        program: PathBuf,
        /// How it ended.
        status: String,
        /// The last lines of its log.
        last_words: String,
        /// Its log.
        log: PathBuf,
    },
    /// Nothing answered in time.
    #[error("{what} did not answer within {} s; check the address, and {hint}", patience.as_secs())]
    NotReady {
        /// What was waited for.
        what: String,
        /// How long.
        patience: Duration,
        /// Where to look.
        hint: String,
    },
}

impl TargetError {
    /// What kind of failure it is.
    pub fn fault(&self) -> TargetFault {
        match self {
            Self::MockAuthentik(mock_authentik::StartError::Listen(error))
            | Self::MockOpenzro(mock_openzro::StartError::Listen(error))
                if error.source.kind() == io::ErrorKind::AddrInUse =>
            {
                TargetFault::PortInUse
            }
            Self::PortInUse(_) => TargetFault::PortInUse,
            // The real server says so in its log and nowhere else.
            Self::Ended { last_words, .. } if last_words.contains("address already in use") => {
                TargetFault::PortInUse
            }
            Self::MockOpenzro(
                mock_openzro::StartError::Config { .. } | mock_openzro::StartError::Idp(_),
            ) => TargetFault::BadManagementJson,
            Self::Ended { last_words, .. } if last_words.contains("is incomplete") => {
                TargetFault::BadManagementJson
            }
            Self::Http(_) | Self::Crashed(_) => TargetFault::NoAnswer,
            Self::NotReady { .. } => TargetFault::NotReady,
            Self::Docker(error) => error.fault(),
            Self::NoToken { .. } | Self::Pair(_) | Self::NoContainers | Self::CommandLine(_) => {
                TargetFault::Usage
            }
            Self::Wire(_)
            | Self::MockAuthentik(_)
            | Self::MockOpenzro(_)
            | Self::File { .. }
            | Self::Program { .. }
            | Self::Ended { .. } => TargetFault::NotStarted,
        }
    }
}
