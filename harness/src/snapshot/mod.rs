//! Snapshots: the transcript that a scenario is known to have, in `NAME.snap` beside `NAME.yaml`.
//!
//! The format is insta's. The header says which Authentik and which openZro gave the transcript, and
//! whether they were real: what was recorded from a real one is the truth that mocks must meet, and
//! a mock does not overwrite it unless it is told to.

mod diff;
mod file;
mod provenance;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

pub use self::diff::diff;
pub use self::file::Snapshot;
pub use self::provenance::{Origin, Provenance};

use crate::run::{Failure, FailureKind, Record};
use crate::transcript::transcript;

/// What is done with a transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// It is compared with the snapshot.
    #[default]
    Compare,
    /// It becomes the snapshot.
    Update {
        /// Also when the snapshot is from a real system and the transcript is not.
        replace_real: bool,
    },
}

/// A snapshot could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// There is none.
    #[error(
        "there is no snapshot {}; run again with `--update-snapshots` to record it", path.display()
    )]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// It cannot be read.
    #[error("cannot read the snapshot {}: {source}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// It cannot be written.
    #[error("cannot write the snapshot {}: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// It does not say what a snapshot says.
    #[error(
        "{}: {reason}; delete the file and record it anew with `--update-snapshots`", path.display()
    )]
    Format {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The transcript is less true than the snapshot, and differs from it.
    #[error(
        "{} was recorded from {snapshot}, and this run is of {run}: not overwritten; add `--replace-real` if it must be",
        path.display()
    )]
    LessReal {
        /// Which.
        path: PathBuf,
        /// What the snapshot is from.
        snapshot: Box<Provenance>,
        /// What the transcript is from.
        run: Box<Provenance>,
        /// What differs, line by line.
        diff: String,
    },
}

/// The snapshot's path beside a scenario's.
pub fn path_beside(scenario: &Path) -> PathBuf {
    scenario.with_extension("snap")
}

/// Compares the transcript of `record` with the snapshot beside `scenario`, or writes it there.
/// Gives what is wrong, if anything is.
pub fn check(scenario: &Path, record: &Record, mode: Mode) -> Option<Failure> {
    let path = path_beside(scenario);
    let run = Snapshot::of(record, transcript(record));
    let (kind, message) = match settle(&path, &run, mode) {
        Ok(None) => return None,
        Ok(Some((known, diff))) => {
            let message = format!(
                "the transcript is not the snapshot {}, which was recorded from {}; if it should be, run again with `--update-snapshots`",
                path.display(),
                known.provenance
            );
            (FailureKind::Snapshot { diff }, message)
        }
        Err(error) => {
            let message = error.to_string();
            let diff = match error {
                SnapshotError::LessReal { diff, .. } => diff,
                _ => String::new(),
            };
            (FailureKind::Snapshot { diff }, message)
        }
    };
    Some(Failure {
        step: None,
        kind,
        message,
        exchange: None,
        entries: Vec::new(),
        logs: None,
    })
}

/// Compares or writes; gives the snapshot and what differs, if it does.
fn settle(
    path: &Path,
    run: &Snapshot,
    mode: Mode,
) -> Result<Option<(Snapshot, String)>, SnapshotError> {
    let known = match Snapshot::read(path) {
        Err(SnapshotError::Missing { .. }) if mode != Mode::Compare => None,
        known => Some(known?),
    };
    let same = known.as_ref().is_some_and(|known| known.text == run.text);
    let less_real = known
        .as_ref()
        .is_some_and(|known| run.provenance.is_less_real_than(&known.provenance));
    match (mode, known) {
        (Mode::Compare, Some(known)) if !same => {
            let diff = diff(&known.text, &run.text);
            Ok(Some((known, diff)))
        }
        (Mode::Compare, _) => Ok(None),
        // Said the same by a mock, the truth stays the real one's.
        (Mode::Update { replace_real }, Some(_)) if same && less_real && !replace_real => Ok(None),
        (Mode::Update { replace_real }, Some(known)) if less_real && !replace_real => {
            Err(SnapshotError::LessReal {
                path: path.to_owned(),
                diff: diff(&known.text, &run.text),
                snapshot: Box::new(known.provenance),
                run: Box::new(run.provenance.clone()),
            })
        }
        (Mode::Update { .. }, _) => run.write(path).map(|()| None),
    }
}

/// The snapshots under `folder` that stand beside no scenario.
///
/// # Errors
/// What the operating system says of a folder that cannot be read.
pub fn unreferenced(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "snap")
                && !path.with_extension("yaml").is_file()
            {
                found.insert(path);
            }
        }
    }
    Ok(found.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(openzro: Origin, text: &str) -> Snapshot {
        Snapshot {
            description: "a login".to_owned(),
            provenance: Provenance {
                authentik: Origin::mock("2025.12.4"),
                openzro,
            },
            text: text.to_owned(),
        }
    }

    const UPDATE: Mode = Mode::Update {
        replace_real: false,
    };

    #[test]
    fn a_mock_never_overwrites_the_truth_unless_told_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("login.snap");
        let real = snapshot(Origin::real("0.53.1"), "GET /\n");
        assert!(settle(&path, &real, UPDATE).unwrap().is_none());
        let mock = snapshot(Origin::mock("0.1.0"), "GET /\n");
        assert!(settle(&path, &mock, Mode::Compare).unwrap().is_none());
        assert!(settle(&path, &mock, UPDATE).unwrap().is_none());
        assert_eq!(Snapshot::read(&path).unwrap(), real, "still the real one's");
        let other = snapshot(Origin::mock("0.1.0"), "GET /other\n");
        let error = settle(&path, &other, UPDATE).unwrap_err().to_string();
        assert!(error.contains("--replace-real"), "{error}");
        let (_, diff) = settle(&path, &other, Mode::Compare).unwrap().unwrap();
        assert!(diff.contains("-GET /\n+GET /other\n"), "{diff}");
        let told = Mode::Update { replace_real: true };
        assert!(settle(&path, &other, told).unwrap().is_none());
        assert_eq!(Snapshot::read(&path).unwrap(), other);
    }

    #[test]
    fn a_missing_snapshot_and_one_too_many_are_both_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("login.snap");
        let run = snapshot(Origin::mock("0.1.0"), "GET /\n");
        let error = settle(&path, &run, Mode::Compare).unwrap_err().to_string();
        assert!(error.contains("--update-snapshots"), "{error}");
        run.write(&path).unwrap();
        assert_eq!(unreferenced(folder.path()).unwrap(), [path]);
        std::fs::write(folder.path().join("login.yaml"), "").unwrap();
        assert!(unreferenced(folder.path()).unwrap().is_empty());
    }
}
