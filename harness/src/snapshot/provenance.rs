//! Where a snapshot comes from.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::run::Record;

/// Which Authentik and which openZro gave a transcript.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Authentik's side.
    pub authentik: Origin,
    /// openZro's side.
    pub openzro: Origin,
}

/// One side: `mock 2025.12.4`, `real 0.53.1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Origin {
    /// Whether it is the real program.
    pub real: bool,
    /// Its version, as it says itself.
    pub version: String,
}

/// The text names no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no origin; it should be `mock VERSION` or `real VERSION`")]
pub struct NoOrigin(String);

impl Origin {
    /// A mock of this version.
    pub fn mock(version: impl Into<String>) -> Self {
        Self {
            real: false,
            version: version.into(),
        }
    }

    /// A real one of this version.
    pub fn real(version: impl Into<String>) -> Self {
        Self {
            real: true,
            version: version.into(),
        }
    }
}

impl Provenance {
    /// Where a record comes from.
    pub(super) fn of(record: &Record) -> Self {
        let version = record.openzro_version.as_deref();
        Self {
            authentik: Origin {
                real: record.pair.authentik.is_real(),
                version: record.provisioned.version.clone(),
            },
            openzro: Origin {
                real: record.pair.openzro.is_real(),
                version: version.unwrap_or("of unknown version").to_owned(),
            },
        }
    }

    /// Whether either side is a mock where `other` has the real one.
    pub fn is_less_real_than(&self, other: &Self) -> bool {
        (other.authentik.real && !self.authentik.real) || (other.openzro.real && !self.openzro.real)
    }
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { authentik, openzro } = self;
        write!(f, "Authentik ({authentik}) and openZro ({openzro})")
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.real { "real" } else { "mock" };
        write!(f, "{kind} {}", self.version)
    }
}

impl FromStr for Origin {
    type Err = NoOrigin;

    fn from_str(text: &str) -> Result<Self, NoOrigin> {
        match text.split_once(' ') {
            Some(("real", version)) => Ok(Self::real(version)),
            Some(("mock", version)) => Ok(Self::mock(version)),
            _ => Err(NoOrigin(text.to_owned())),
        }
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.to_string()
    }
}

impl TryFrom<String> for Origin {
    type Error = NoOrigin;

    fn try_from(text: String) -> Result<Self, NoOrigin> {
        text.parse()
    }
}
