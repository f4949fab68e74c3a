//! How a scenario ended.

use std::path::PathBuf;
use std::sync::Arc;

use crate::wire::Exchange;

/// How a scenario ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// As it says it should.
    Passed,
    /// Otherwise.
    Failed(Box<Failure>),
    /// It says that it is not for this pair of targets.
    NotApplicable {
        /// Why not.
        reason: String,
    },
    /// It was not run to its end, by somebody's wish.
    Skipped {
        /// Whose and why.
        reason: String,
    },
}

impl Outcome {
    /// The failure, if it is one.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Passed | Self::NotApplicable { .. } | Self::Skipped { .. } => None,
        }
    }

    /// One word for it: `passed`, `failed`, `not applicable`, `skipped`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed(_) => "failed",
            Self::NotApplicable { .. } => "not applicable",
            Self::Skipped { .. } => "skipped",
        }
    }
}

/// Why a scenario failed, and what helps to find out why.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The step it failed in; `None` before the first and after the last.
    pub step: Option<FailedStep>,
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// What happened and what to do, in a paragraph without secrets.
    pub message: String,
    /// The exchange it is about, if it is about one.
    pub exchange: Option<Arc<Exchange>>,
    /// The folder with the logs of this scenario's targets and its archive.
    pub logs: Option<PathBuf>,
}

/// The step a scenario failed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedStep {
    /// Which, from 0.
    pub index: usize,
    /// What it does, in words.
    pub title: String,
    /// Where it stands: `scenarios/sso/login.yaml:12:5`.
    pub place: String,
}

/// What kind of failure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// A target did not start, or went away.
    Target(TargetFault),
    /// Authentik could not be set up as the guide says.
    Provisioning,
    /// A step could not be done.
    Step,
    /// A client refused the token that it was given: it is for another audience, from another issuer,
    /// or not rightly signed.
    Token,
    /// A step was done, and what came of it is not what the scenario expects.
    Expectation,
    /// The transcript is not the snapshot.
    Snapshot {
        /// What differs, line by line.
        diff: String,
    },
}

/// What is wrong with a target; each has an exit code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetFault {
    /// It does not answer.
    NoAnswer,
    /// A port it needs is in use.
    PortInUse,
    /// It refuses its `management.json`.
    BadManagementJson,
    /// The command line asks for what cannot be.
    Usage,
    /// It did not start for another reason.
    NotStarted,
}

impl FailureKind {
    /// One word for it, for machines: `target`, `provisioning`, `step`, `token`, `expectation`, `snapshot`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Target(_) => "target",
            Self::Provisioning => "provisioning",
            Self::Step => "step",
            Self::Token => "token",
            Self::Expectation => "expectation",
            Self::Snapshot { .. } => "snapshot",
        }
    }
}
