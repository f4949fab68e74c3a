//! A recording that grows, and is whole after every exchange.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use url::Url;

use super::redact::{Found, Redactor};
use super::write::{Kept, entry, head};
use super::{HarError, Secrets};
use crate::secret::write_private;
use crate::wire::Exchange;

/// What a recording ends with.
const TAIL: &str = "\n]}}\n";

/// A HAR file to which exchanges are added as they end. Whenever the program is killed, those that were
/// added are in the file, and the file is one.
pub struct Growing {
    path: PathBuf,
    file: File,
    /// Where the last entry ends.
    end: u64,
    base: Url,
    /// What is to be hidden so far, if anything is.
    found: Option<Found>,
}

impl Growing {
    /// Makes the file, which only its owner may read, for exchanges with `base`.
    ///
    /// # Errors
    /// [`HarError`] names the file that cannot be written.
    pub fn create(path: &Path, base: &Url, secrets: Secrets) -> Result<Self, HarError> {
        let failed = |source| HarError::File {
            path: path.to_owned(),
            source,
        };
        let head = head().map_err(|error| failed(error.into()))?;
        write_private(path, &format!("{head}{TAIL}")).map_err(failed)?;
        Ok(Self {
            path: path.to_owned(),
            file: File::options().write(true).open(path).map_err(failed)?,
            end: head.len() as u64,
            base: base.clone(),
            found: (secrets == Secrets::Redacted).then(Found::default),
        })
    }

    /// Adds an exchange.
    ///
    /// # Errors
    /// [`HarError`] names the file that cannot be written.
    pub fn add(&mut self, exchange: &Exchange) -> Result<(), HarError> {
        self.write(exchange).map_err(|source| HarError::File {
            path: self.path.clone(),
            source,
        })
    }

    fn write(&mut self, exchange: &Exchange) -> io::Result<()> {
        let mut kept = Kept::from(&self.base, exchange);
        if let Some(found) = &mut self.found {
            found.request(&kept.base, &kept.exchange.request);
            if let Some(response) = kept.exchange.response() {
                found.response(response);
            }
            kept = kept.redacted(&Redactor::hiding(found));
        }
        let comma = if self.end == head()?.len() as u64 {
            ""
        } else {
            ","
        };
        let text = format!("{comma}\n{}", serde_json::to_string(&entry(&kept))?);
        self.file.seek(SeekFrom::Start(self.end))?;
        // One call, so that the old end is never gone without the new one.
        self.file.write_all(format!("{text}{TAIL}").as_bytes())?;
        self.end += text.len() as u64;
        Ok(())
    }
}
