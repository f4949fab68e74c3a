//! Why a scenario cannot be run.

use std::fmt;
use std::path::{Path, PathBuf};

use super::Place;
use crate::suggestion::suggestion;

/// A scenario file that cannot be read, or says something it may not.
#[derive(Debug)]
pub struct ScenarioError {
    /// The file.
    pub file: PathBuf,
    /// Where in it.
    pub place: Option<Place>,
    /// What is wrong.
    pub kind: ScenarioErrorKind,
}

/// What is wrong with a scenario file.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioErrorKind {
    /// It cannot be read.
    #[error("cannot be read: {0}; give a scenario's file or a folder of scenarios")]
    Unreadable(std::io::Error),
    /// There is none.
    #[error("holds no scenario; they are files with the ending .yaml")]
    None,
    /// It is not YAML, or a value is not what it may be.
    #[error("{0}")]
    Format(String),
    /// A value has the wrong kind.
    #[error("{0} belongs here")]
    Kind(&'static str),
    /// A key is not there.
    #[error("the key `{0}` is missing")]
    Missing(&'static str),
    /// A key or a step that does not exist.
    #[error("`{found}` is not known here{}", suggestion(found, known))]
    Unknown {
        /// What stands there.
        found: String,
        /// What could.
        known: Vec<String>,
    },
    /// A person who is not defined.
    #[error(
        "nobody is called `{found}`{}; define people under `given.users`",
        suggestion(found, known)
    )]
    Person {
        /// The name.
        found: String,
        /// Who there is.
        known: Vec<String>,
    },
    /// A person who has not logged in before they are needed as such.
    #[error(
        "`{0}` has not logged in before this step; put `sso.login` or `device.login` before it"
    )]
    NotLoggedIn(String),
    /// A reference to something that is not defined.
    #[error("`${{{found}}}` stands for nothing{}", suggestion(found, known))]
    Reference {
        /// The name.
        found: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A known bug without a sign that it is gone.
    #[error(
        "it shows a known bug, and no step says in `once_mended` what it gives without the bug"
    )]
    NothingMended,
    /// A sign that a bug is gone, and no bug.
    #[error("`once_mended` is for known bugs; say at the top under `known_bug` what is expected")]
    NoKnownBug,
    /// An expectation that cannot be checked.
    #[error("{0}")]
    Expectation(String),
}

impl ScenarioErrorKind {
    pub(super) fn at(self, file: &Path, place: Place) -> ScenarioError {
        ScenarioError {
            file: file.to_owned(),
            place: Some(place),
            kind: self,
        }
    }

    pub(super) fn of(self, file: &Path) -> ScenarioError {
        ScenarioError {
            file: file.to_owned(),
            place: None,
            kind: self,
        }
    }
}

impl std::error::Error for ScenarioError {}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(place) = self.place {
            write!(f, ":{place}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl ScenarioError {
    /// Reads what the YAML reader says.
    pub(super) fn yaml(file: &Path, error: &serde_saphyr::Error) -> Self {
        use serde_saphyr::Error;

        let bare = error.without_snippet();
        let owned = |known: &[&str]| known.iter().copied().map(str::to_owned).collect();
        let kind = match bare {
            Error::SerdeUnknownField {
                field, expected, ..
            } => ScenarioErrorKind::Unknown {
                found: field.clone(),
                known: owned(expected),
            },
            Error::SerdeUnknownVariant {
                variant, expected, ..
            } => ScenarioErrorKind::Unknown {
                found: variant.clone(),
                known: owned(expected),
            },
            Error::SerdeMissingField { field, .. } => ScenarioErrorKind::Missing(field),
            Error::Unexpected { expected, .. } => match kind_of(expected) {
                Some(words) => ScenarioErrorKind::Kind(words),
                None => ScenarioErrorKind::Format(format!("{expected} belongs here")),
            },
            Error::InvalidScalar { ty, .. } => match kind_of(ty) {
                Some(words) => ScenarioErrorKind::Kind(words),
                None => ScenarioErrorKind::Format(format!("a value of type {ty} belongs here")),
            },
            other => ScenarioErrorKind::Format(without_place(other)),
        };
        Self {
            file: file.to_owned(),
            place: error.location().map(Place::from),
            kind,
        }
    }
}

/// What the YAML reader says without the place, which stands before it already.
fn without_place(error: &serde_saphyr::Error) -> String {
    let said = error.to_string();
    let place = error.location().map(Place::from);
    let place = place.map(|Place { line, column }| format!(" at line {line}, column {column}"));
    match place.and_then(|place| said.strip_suffix(place.as_str())) {
        Some(said) => said.to_owned(),
        None => said,
    }
}

/// The YAML reader's word for a kind of value, in a writer's.
fn kind_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "mapping start" | "mapping" => "a mapping, `key: value` or `{ key: value }`,",
        "sequence start" | "sequence" => "a list, `- item` or `[item]`,",
        "string scalar" | "string" => "a text",
        "boolean" | "bool" => "`true` or `false`",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        _ => return None,
    })
}
