//! What can go wrong with a command, and the exit code of each.

use std::io;
use std::path::{Path, PathBuf};

use ambient::{ListenError, NoCertificates};

use super::exit;
use super::play::of_fault;
use crate::docker::DockerError;
use crate::driver::HttpError;
use crate::har::HarError;
use crate::lab::{ImagesError, LabError};
use crate::provision::ProvisionError;
use crate::replay::{DeviationsError, ReplayError};
use crate::report::ReportError;
use crate::scenario::{ScenarioError, ScenarioErrorKind};
use crate::snapshot::SnapshotError;
use crate::wire::{SendError, WireError};

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
    /// There is no folder of scenarios.
    #[error(
        "there is no folder `scenarios` in {} or above it; name the scenarios to run", here.display()
    )]
    NoScenarios {
        /// Where it was looked for.
        here: PathBuf,
    },
    /// Scenarios that cannot be run.
    #[error("{}", lines(.0))]
    Scenarios(Vec<ScenarioError>),
    /// A snapshot that cannot be read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// Snapshots beside which no scenario stands.
    #[error(
        "no scenario stands beside {}; delete it, or give the scenario its name", paths(.0)
    )]
    StraySnapshots(Vec<PathBuf>),
    /// A schema that is not the one of this program.
    #[error(
        "{} does not hold the schema of this program's scenarios; write it anew: openzro-harness schema {flag}--write {}", path.display(), path.display()
    )]
    StaleSchema {
        /// Which file.
        path: PathBuf,
        /// What else it takes to write it.
        flag: &'static str,
    },
    /// A page has no place for the manual.
    #[error("{} has no section for it; put the line `{mark}` and the one that ends it there", path.display())]
    NoSection {
        /// Which file.
        path: PathBuf,
        /// The line with which it begins.
        mark: &'static str,
    },
    /// A recording could not be read or written.
    #[error(transparent)]
    Har(#[from] HarError),
    /// A recording has nothing to import.
    #[error("{} has no request to Authentik or openZro; record from before the login's page is opened", .0.display())]
    NothingToImport(PathBuf),
    /// What is to be written is there already.
    #[error("{} is there already; take another name, or change it", .0.display())]
    Exists(PathBuf),
    /// Nobody answered a question.
    #[error("cannot ask: {0}; say it with flags, see `openzro-harness new --help`")]
    Ask(#[from] dialoguer::Error),
    /// Changes of files cannot be seen.
    #[error("cannot watch the scenarios: {0}; run without `--watch`")]
    Watch(#[from] notify_debouncer_mini::notify::Error),
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
    /// A file of certificates holds none.
    #[error(transparent)]
    Certificates(#[from] NoCertificates),
    /// What the targets share could not be set up.
    #[error(transparent)]
    Lab(#[from] LabError),
    /// Which images there are could not be told.
    #[error(transparent)]
    Images(#[from] ImagesError),
    /// Something about containers went wrong.
    #[error(transparent)]
    Docker(#[from] DockerError),
    /// A replay needs to know what Authentik was bootstrapped with.
    #[error(
        "recordings are replayed against `mock`, or `url:URL` for one that was bootstrapped as recording 00-setup was; start the image by hand for that"
    )]
    ReplayOfImage,
    /// A request was not answered.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// A target that should run already does not.
    #[error("{0}; start it, or correct the address")]
    NoAnswer(SendError),
    /// The target's URL is not one that can be asked.
    #[error(transparent)]
    Target(#[from] WireError),
    /// Provisioning stopped.
    #[error("provisioning stopped at {0}")]
    Provision(Box<ProvisionError>),
    /// A replay could not be made.
    #[error(transparent)]
    Replay(Box<ReplayError>),
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
            Self::Unreadable { .. }
            | Self::NoScenarios { .. }
            | Self::Snapshot(_)
            | Self::Certificates(_) => exit::MISSING_FILE,
            Self::Lab(_) => exit::TARGET_NOT_STARTED,
            Self::Images(ImagesError::File { .. }) => exit::MISSING_FILE,
            Self::Images(ImagesError::Content { .. } | ImagesError::Named(_))
            | Self::ReplayOfImage => exit::USAGE,
            Self::Docker(error) => of_fault(error.fault()),
            Self::Write { .. } | Self::Exists(_) | Self::Report(_) => exit::NOT_WRITTEN,
            Self::Scenarios(errors) => of_scenarios(errors),
            Self::StraySnapshots(_) => exit::STRAY_SNAPSHOT,
            Self::StaleSchema { .. } | Self::NoSection { .. } => exit::STALE_SCHEMA,
            Self::NoToken | Self::Url { .. } | Self::Ask(_) => exit::USAGE,
            Self::Watch(_) => exit::MISSING_FILE,
            Self::Har(HarError::File { .. }) => exit::MISSING_FILE,
            Self::Har(_) | Self::NothingToImport(_) => exit::BAD_RECORDING,
            Self::Http(error) => of_http(error),
            Self::NoAnswer(_) => exit::NO_ANSWER,
            Self::Target(error) => of_wire(error),
            Self::Provision(error) => match error.as_ref() {
                ProvisionError::Http { source, .. } => of_http(source),
                _ => exit::NOT_PROVISIONED,
            },
            Self::Replay(error) => of_replay(error),
            Self::Mock(mock_authentik::StartError::Listen(error)) => of_listening(error),
            Self::Mock(
                mock_authentik::StartError::Certificate(_) | mock_authentik::StartError::Seed(_),
            ) => exit::TARGET_NOT_STARTED,
        }
    }
}

impl From<ProvisionError> for CliError {
    fn from(error: ProvisionError) -> Self {
        Self::Provision(Box::new(error))
    }
}

impl From<ReplayError> for CliError {
    fn from(error: ReplayError) -> Self {
        Self::Replay(Box::new(error))
    }
}

fn lines(errors: &[ScenarioError]) -> String {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    lines.join("\nerror: ")
}

fn paths(paths: &[PathBuf]) -> String {
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    paths.join(", ")
}

/// A file that is not there is told from one that says something wrong, if that is all.
fn of_scenarios(errors: &[ScenarioError]) -> u8 {
    let missing = |error: &ScenarioError| {
        matches!(
            error.kind,
            ScenarioErrorKind::Unreadable(_) | ScenarioErrorKind::None
        )
    };
    let unknown = |error: &ScenarioError| matches!(error.kind, ScenarioErrorKind::Person { .. });
    if errors.iter().all(missing) {
        exit::MISSING_FILE
    } else if errors.iter().all(unknown) {
        exit::UNKNOWN_PERSON
    } else {
        exit::BAD_SCENARIO
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
        ReplayError::Target(error) => of_wire(error),
        ReplayError::Unanswered { .. } => exit::NO_ANSWER,
    }
}

fn of_wire(error: &WireError) -> u8 {
    match error {
        WireError::Upstream(_) => exit::USAGE,
        WireError::Listen { source, .. } if source.kind() == io::ErrorKind::AddrInUse => {
            exit::PORT_IN_USE
        }
        WireError::Listen { .. } | WireError::Client(_) => exit::TARGET_NOT_STARTED,
    }
}

fn of_listening(error: &ListenError) -> u8 {
    match error.source.kind() {
        io::ErrorKind::AddrInUse => exit::PORT_IN_USE,
        _ => exit::TARGET_NOT_STARTED,
    }
}
