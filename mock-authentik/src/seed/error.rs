//! Why a seed cannot be planted.

use std::fmt;
use std::path::{Path, PathBuf};

use serde_saphyr::Location;

use crate::crypto::KeyError;

/// A seed that cannot be read, or says something it may not.
#[derive(Debug)]
pub struct SeedError {
    file: Option<PathBuf>,
    /// Line and column, from 1.
    place: Option<(u64, u64)>,
    kind: SeedErrorKind,
}

/// What is wrong with a seed.
#[derive(Debug, thiserror::Error)]
pub enum SeedErrorKind {
    /// The file cannot be read.
    #[error("cannot be read: {0}; give a seed file, in YAML")]
    Unreadable(String),
    /// It is not YAML, has a key that there is not, or a value of the wrong kind.
    #[error("{0}; `mock-authentik seed-schema` prints what a seed may hold")]
    Format(String),
    /// A name that stands for nothing.
    #[error("there is no {what} {found:?}; there are: {}", known.join(", "))]
    Unknown {
        /// What it should name.
        what: &'static str,
        /// The name.
        found: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A name that something else has.
    #[error("the {what} {found:?} is there already; choose another name{hint}")]
    Taken {
        /// What it would name.
        what: &'static str,
        /// The name.
        found: String,
        /// What may have been meant.
        hint: &'static str,
    },
    /// A key that cannot be made.
    #[error("cannot make the signing key: {0}")]
    Key(String),
}

impl SeedError {
    /// What is wrong.
    pub fn kind(&self) -> &SeedErrorKind {
        &self.kind
    }

    pub(super) fn at(location: Location, kind: SeedErrorKind) -> Self {
        Self {
            file: None,
            place: (location != Location::UNKNOWN).then(|| (location.line(), location.column())),
            kind,
        }
    }

    /// The same, in that file.
    pub(super) fn of(self, file: Option<&Path>) -> Self {
        let file = file.map(Path::to_owned);
        Self { file, ..self }
    }

    /// What the YAML reader says.
    pub(super) fn yaml(error: &serde_saphyr::Error) -> Self {
        let kind = SeedErrorKind::Format(error.without_snippet().to_string());
        match error.location() {
            Some(location) => Self::at(location, kind),
            None => kind.into(),
        }
    }
}

impl From<SeedErrorKind> for SeedError {
    fn from(kind: SeedErrorKind) -> Self {
        Self {
            file: None,
            place: None,
            kind,
        }
    }
}

impl From<KeyError> for SeedErrorKind {
    fn from(error: KeyError) -> Self {
        Self::Key(error.to_string())
    }
}

/// `FILE:LINE:COLUMN: what is wrong`.
impl fmt::Display for SeedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(formatter, "{}", file.display())?,
            None => formatter.write_str("the seed")?,
        }
        if let Some((line, column)) = self.place {
            write!(formatter, ":{line}:{column}")?;
        }
        write!(formatter, ": {}", self.kind)
    }
}

impl std::error::Error for SeedError {}
