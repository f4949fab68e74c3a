//! Differences that are known, and why they are allowed.

use std::collections::HashSet;
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

/// One allowed deviation: a reason, and wherever it shows, as the file writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// What it is called, here and in reports.
    pub name: String,
    /// What the target does otherwise than the real system.
    pub what: String,
    /// Why this is allowed.
    pub why: String,
    /// Where recordings show it; nowhere when absent.
    #[serde(default)]
    pub places: Vec<Place>,
}

/// Where a deviation shows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Which recordings: `2025.12.4/10-device`, or, with `*` for a part of a name, `*/10-device`. Each
    /// that is so called must show it.
    pub recording: String,
    /// Which entries of them, by number or label; any when absent.
    #[serde(default)]
    pub entry: Option<EntryName>,
    /// Where in the answer, as a report writes it. `*` stands for a part of a name or an index, `**`
    /// for anything.
    pub path: String,
    /// Whether chance decides that there is a difference, so that there may be none.
    #[serde(default)]
    pub by_chance: bool,
    /// What the target answers, as a report writes it; anything when absent.
    #[serde(default)]
    pub got: Option<String>,
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

impl fmt::Display for Place {
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
    /// [`DeviationsError`] when it cannot be read, or one of them has no reason.
    pub fn list(path: &Path) -> Result<Vec<Self>, DeviationsError> {
        let failed = |source| DeviationsError::File {
            path: path.to_owned(),
            source,
        };
        let wrong = |reason| DeviationsError::Format {
            path: path.to_owned(),
            reason,
        };
        let text = fs::read_to_string(path).map_err(failed)?;
        let list: Vec<Self> =
            serde_saphyr::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let bare = list
            .iter()
            .find(|one| one.what.trim().is_empty() || one.why.trim().is_empty());
        match bare {
            Some(bare) => Err(wrong(format!("{} does not say what or why", bare.name))),
            None => Ok(list),
        }
    }
}

impl Place {
    /// Whether it is in the recording of that name.
    pub fn is_in(&self, recording: &str) -> bool {
        pattern(&self.recording, r"[^/]*", "$").is_ok_and(|names| names.is_match(recording))
    }
}

/// The places of the deviations of a replay, and in which recordings each has shown.
#[derive(Debug, Default)]
pub(super) struct Deviations(Vec<Known>);

#[derive(Debug)]
struct Known {
    deviation: String,
    place: Place,
    recording: Regex,
    path: Regex,
    shown: HashSet<String>,
}

impl Deviations {
    /// Reads a YAML list.
    pub(super) fn read(path: &Path) -> Result<Self, DeviationsError> {
        let list = Deviation::list(path)?;
        let places = list.into_iter().flat_map(|deviation| {
            let name = deviation.name;
            deviation
                .places
                .into_iter()
                .map(move |place| (name.clone(), place))
        });
        let known = places.map(|(deviation, place)| {
            let wrong = |error| DeviationsError::Format {
                path: path.to_owned(),
                reason: format!("{deviation}: {place}: {error}"),
            };
            // What is allowed for an object is allowed for what is in it.
            let inner = r"(?:[.\[].*)?$";
            Ok(Known {
                recording: pattern(&place.recording, r"[^/]*", "$").map_err(wrong)?,
                path: pattern(&place.path, r"[^.\[\]]*", inner).map_err(wrong)?,
                deviation,
                place,
                shown: HashSet::new(),
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

    /// Whether `difference` is allowed; if so, its deviation has shown in the recording.
    pub(super) fn allow(
        &mut self,
        recording: &str,
        entry: &Recorded,
        difference: &Difference,
    ) -> bool {
        let mut allowed = false;
        for known in &mut self.0 {
            let got = known.place.got.as_ref();
            if got.is_none_or(|got| *got == difference.got)
                && known.concerns(recording, entry)
                && known.path.is_match(&difference.path)
            {
                known.shown.insert(recording.to_owned());
                allowed = true;
            }
        }
        allowed
    }

    /// The places in `recording` where nothing differed, each with its deviation's name.
    pub(super) fn stale(&self, recording: &str) -> impl Iterator<Item = String> {
        let stale = self.0.iter().filter(move |known| {
            known.recording.is_match(recording)
                && !known.place.by_chance
                && !known.shown.contains(recording)
        });
        stale.map(|known| format!("{}: {}", known.deviation, known.place))
    }
}

impl Known {
    fn concerns(&self, recording: &str, entry: &Recorded) -> bool {
        let named = match &self.place.entry {
            None => true,
            Some(EntryName::Number(number)) => *number == entry.number,
            Some(EntryName::Label(label)) => *label == entry.label,
        };
        named && self.recording.is_match(recording)
    }
}

/// A pattern in which `*` stands for `part`, and `**` for anything, with `end` after it.
fn pattern(text: &str, part: &str, end: &str) -> Result<Regex, regex::Error> {
    let escaped = regex::escape(text)
        .replace(r"\*\*", ".*")
        .replace(r"\*", part);
    Regex::new(&format!("^{escaped}{end}"))
}
