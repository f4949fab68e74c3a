//! The file of a snapshot: insta's format, a YAML header between dashes and the transcript.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Provenance, SnapshotError};
use crate::run::Record;

/// A snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The scenario's summary.
    pub description: String,
    /// Where it was recorded.
    pub provenance: Provenance,
    /// The transcript.
    pub text: String,
}

/// The header, in insta's words.
#[derive(Serialize, Deserialize)]
struct Header {
    /// Which program wrote it.
    source: String,
    description: String,
    info: Provenance,
}

/// The program that writes snapshots, for the header.
const SOURCE: &str = "openzro-harness run --update-snapshots";

impl Snapshot {
    /// The transcript of `record` as a snapshot.
    pub(super) fn of(record: &Record, text: String) -> Self {
        Self {
            description: record.summary.clone(),
            provenance: Provenance::of(record),
            text,
        }
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`SnapshotError`] when there is none, or it cannot be read, or is not one.
    pub fn read(path: &Path) -> Result<Self, SnapshotError> {
        let file = fs::read_to_string(path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => SnapshotError::Missing {
                path: path.to_owned(),
            },
            _ => SnapshotError::Read {
                path: path.to_owned(),
                source,
            },
        })?;
        Self::parse(&file).map_err(|reason| SnapshotError::Format {
            path: path.to_owned(),
            reason,
        })
    }

    fn parse(file: &str) -> Result<Self, String> {
        let file = file.strip_prefix("---\n");
        let parts = file.and_then(|file| file.split_once("\n---\n"));
        let (header, text) = parts.ok_or("it has no header between lines of three dashes")?;
        let header: Header = serde_saphyr::from_str(header)
            .map_err(|error| format!("its header is wrong: {error}"))?;
        Ok(Self {
            description: header.description,
            provenance: header.info,
            text: text.to_owned(),
        })
    }

    /// Writes it.
    ///
    /// # Errors
    /// [`SnapshotError::Write`] when the operating system refuses.
    pub fn write(&self, path: &Path) -> Result<(), SnapshotError> {
        let refused = |source| SnapshotError::Write {
            path: path.to_owned(),
            source,
        };
        let header = Header {
            source: SOURCE.to_owned(),
            description: self.description.clone(),
            info: self.provenance.clone(),
        };
        let header = serde_saphyr::to_string(&header)
            .map_err(|error| refused(io::Error::other(error.to_string())))?;
        let file = format!("---\n{}\n---\n{}", header.trim_end(), self.text);
        fs::write(path, file).map_err(refused)
    }
}
