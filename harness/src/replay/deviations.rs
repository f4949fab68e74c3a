//! Differences that are known, and why they are allowed.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use regex::Regex;
use serde::Deserialize;

use super::Difference;
use crate::har::Recorded;

/// The list of deviations could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DeviationsError {
    /// The file cannot be read.
    #[error("cannot read the deviations in {}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file does not say what it should.
    #[error("cannot read the deviations in {}: {reason}", path.display())]
    Format {
        /// Which file.
        path: PathBuf,
        /// What is wrong, and where.
        reason: String,
    },
}

/// One allowed deviation, as the file writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// The recording: `2025.12.4/10-device`.
    pub recording: String,
    /// Which entries of it, by number or label; every one when absent.
    #[serde(default)]
    pub entry: Option<EntryName>,
    /// Where in the answer, as a report writes it. `*` stands for a part of a name or an index, `**`
    /// for anything.
    pub path: String,
    /// What the target answers, as a report writes it; anything when absent.
    #[serde(default)]
    pub got: Option<String>,
    /// Why this is allowed.
    pub reason: String,
}

/// How a deviation names an entry.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum EntryName {
    /// By its number in the file, from 0.
    Number(usize),
    /// By what the recorder called it.
    Label(String),
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.recording)?;
        match &self.entry {
            Some(EntryName::Number(number)) => write!(f, " #{number}")?,
            Some(EntryName::Label(label)) => write!(f, " ({label})")?,
            None => {}
        }
        write!(f, " {}", self.path)
    }
}

impl Deviation {
    /// Reads a YAML list of them.
    ///
    /// # Errors
    /// [`DeviationsError`] when it cannot be read, or one of them has no reason or a wrong path.
    pub fn list(path: &Path) -> Result<Vec<Self>, DeviationsError> {
        let read = Deviations::read(path)?;
        Ok(read.0.into_iter().map(|known| known.deviation).collect())
    }
}

/// The deviations of a replay, and which of them occurred.
#[derive(Debug, Default)]
pub(super) struct Deviations(Vec<Known>);

#[derive(Debug)]
struct Known {
    deviation: Deviation,
    path: Regex,
    occurred: bool,
}

impl Deviations {
    /// Reads a YAML list.
    pub(super) fn read(path: &Path) -> Result<Self, DeviationsError> {
        let failed = |source| DeviationsError::File {
            path: path.to_owned(),
            source,
        };
        let wrong = |reason| DeviationsError::Format {
            path: path.to_owned(),
            reason,
        };
        let text = fs::read_to_string(path).map_err(failed)?;
        let list: Vec<Deviation> =
            serde_saphyr::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let known = list.into_iter().map(|deviation| {
            if deviation.reason.trim().is_empty() {
                return Err(wrong(format!("{deviation} has no reason")));
            }
            let path = pattern(&deviation.path);
            let path = path.map_err(|error| wrong(format!("{deviation}: {error}")))?;
            Ok(Known {
                deviation,
                path,
                occurred: false,
            })
        });
        Ok(Self(known.collect::<Result<_, _>>()?))
    }

    /// Whether a difference at `path` may be allowed, whatever it is.
    pub(super) fn touch(&self, recording: &str, entry: &Recorded, path: &str) -> bool {
        self.0
            .iter()
            .any(|known| known.concerns(recording, entry) && known.path.is_match(path))
    }

    /// Whether `difference` is allowed; if so, it has occurred.
    pub(super) fn allow(
        &mut self,
        recording: &str,
        entry: &Recorded,
        difference: &Difference,
    ) -> bool {
        let mut allowed = false;
        for known in &mut self.0 {
            let got = known
                .deviation
                .got
                .as_ref()
                .is_none_or(|got| *got == difference.got);
            if got && known.concerns(recording, entry) && known.path.is_match(&difference.path) {
                known.occurred = true;
                allowed = true;
            }
        }
        allowed
    }

    /// Those of `recording` that did not occur.
    pub(super) fn stale(&self, recording: &str) -> impl Iterator<Item = &Deviation> {
        let stale = self.0.iter().filter(|known| !known.occurred);
        stale
            .map(|known| &known.deviation)
            .filter(move |known| known.recording == recording)
    }
}

impl Known {
    fn concerns(&self, recording: &str, entry: &Recorded) -> bool {
        let named = match &self.deviation.entry {
            None => true,
            Some(EntryName::Number(number)) => *number == entry.number,
            Some(EntryName::Label(label)) => *label == entry.label,
        };
        named && self.deviation.recording == recording
    }
}

fn pattern(path: &str) -> Result<Regex, regex::Error> {
    let escaped = regex::escape(path)
        .replace(r"\*\*", ".*")
        .replace(r"\*", r"[^.\[\]]*");
    // What is allowed for an object is allowed for what is in it.
    Regex::new(&format!(r"^{escaped}(?:[.\[].*)?$"))
}
