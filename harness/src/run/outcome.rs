//! How a scenario ended.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::wire::{Entry, Exchange};

/// How a scenario ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// As it says it should.
    Passed {
        /// What was not looked at, if anything.
        note: Option<String>,
    },
    /// Otherwise.
    Failed(Box<Failure>),
    /// The known bug that it shows seems to be mended: a step gave what its `once_mended` says.
    Fixed(Box<Fixed>),
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
    /// A failure before anything was started: `kind`, and what is wrong.
    pub fn unstarted(kind: FailureKind, wrong: &impl fmt::Display) -> Self {
        Self::Failed(Box::new(Failure {
            step: None,
            kind,
            message: wrong.to_string(),
            exchange: None,
            entries: Vec::new(),
            logs: None,
        }))
    }

    /// The failure, if it is one.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::Passed { .. }
            | Self::Fixed(_)
            | Self::NotApplicable { .. }
            | Self::Skipped { .. } => None,
        }
    }

    /// What is to be said of it in a line, a failure aside.
    pub fn note(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Passed { note } => note.as_deref().map(Cow::from),
            Self::Fixed(fixed) => Some(fixed.to_string().into()),
            Self::NotApplicable { reason } | Self::Skipped { reason } => {
                Some(reason.as_str().into())
            }
            Self::Failed(_) => None,
        }
    }

    /// One word for it: `passed`, `failed`, `fixed?`, `not applicable`, `skipped`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Passed { .. } => "passed",
            Self::Failed(_) => "failed",
            Self::Fixed(_) => "fixed?",
            Self::NotApplicable { .. } => "not applicable",
            Self::Skipped { .. } => "skipped",
        }
    }
}

/// A known bug that seems to be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The step that shows it.
    pub step: StepPlace,
    /// What the scenario says of the mended system.
    pub expected: String,
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { step, expected } = self;
        write!(
            f,
            "step {} at {} gave what is expected once the bug is mended ({expected}); if it is, make \
             that the step's expectation, take `known_bug` out and record the snapshot anew",
            step.index + 1,
            step.place
        )
    }
}

/// Why a scenario failed, and what helps to find out why.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The step it failed in; `None` before the first and after the last.
    pub step: Option<StepPlace>,
    /// What kind of failure it is.
    pub kind: FailureKind,
    /// What happened and what to do, in a paragraph without secrets.
    pub message: String,
    /// The exchange it is about, if it is about one.
    pub exchange: Option<Arc<Exchange>>,
    /// What went over the wire in that step, or in all of them after the last. It holds secrets.
    pub entries: Vec<Entry>,
    /// The folder with the logs of this scenario's targets and its archive.
    pub logs: Option<PathBuf>,
}

/// The longest first difference, in characters.
const LONGEST: usize = 160;

impl Failure {
    /// What differs first, in a line: the first line of the difference, or else the beginning of the message.
    pub fn first_difference(&self) -> String {
        let difference = match &self.kind {
            FailureKind::Snapshot { diff } => diff.lines().find(|line| {
                let heads = line.starts_with("---") || line.starts_with("+++");
                !heads && line.starts_with(['-', '+'])
            }),
            _ => None,
        };
        let line = difference.or_else(|| self.message.lines().next());
        let line = line.unwrap_or_default().trim_end();
        let mut shown: String = line.chars().take(LONGEST).collect();
        if shown.len() < line.len() {
            shown.push('…');
        }
        let step = self.step.as_ref();
        let step = step.map(|step| format!("step {}, {}: ", step.index + 1, step.title));
        format!("{}{}: {shown}", step.unwrap_or_default(), self.kind.word())
    }
}

/// Which step of a scenario, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepPlace {
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
    /// No Docker engine answers.
    NoDocker,
    /// The Docker engine's socket is not for this user.
    NoDockerPermission,
    /// There is no such image.
    NoImage,
    /// A registry does not give the image.
    Registry,
    /// A container ended by itself.
    ContainerEnded,
    /// Docker has no room on its disk.
    DiskFull,
    /// It started, and was not ready in time.
    NotReady,
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
