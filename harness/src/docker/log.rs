//! Logs of containers, without secrets.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bollard::query_parameters::LogsOptionsBuilder;
use futures_util::TryStreamExt;

use super::Engine;
use crate::Secret;
use crate::wire::{Format, Piece, pieces};

/// How much of a log an error quotes.
const LAST_LINES: usize = 5;

/// Shorter values are found by chance.
const SHORTEST_SECRET: usize = 6;

/// A file that a container's log goes to.
#[derive(Clone, Debug)]
pub(super) struct Log {
    path: PathBuf,
    secrets: Vec<Secret>,
}

impl Log {
    pub(super) fn new(path: PathBuf, secrets: Vec<Secret>) -> Self {
        Self { path, secrets }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what the container says from `since` on, in seconds of the Unix time, until it ends.
    pub(super) async fn follow(&self, engine: Engine, id: &str, since: i32) -> io::Result<()> {
        let mut file = File::options().create(true).append(true).open(&self.path)?;
        let options = LogsOptionsBuilder::new()
            .follow(true)
            .stdout(true)
            .stderr(true)
            .since(since);
        let mut said = engine.api().logs(id, Some(options.build()));
        let mut rest = Vec::new();
        while let Ok(Some(more)) = said.try_next().await {
            rest.extend_from_slice(&more.into_bytes());
            while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = rest.drain(..=end).collect();
                file.write_all(self.blanked(&String::from_utf8_lossy(&line)).as_bytes())?;
            }
        }
        file.write_all(self.blanked(&String::from_utf8_lossy(&rest)).as_bytes())
    }

    /// The text without the secrets that are known, and without tokens.
    fn blanked(&self, text: &str) -> String {
        let mut blanked = text.to_owned();
        for secret in &self.secrets {
            if secret.reveal().len() >= SHORTEST_SECRET {
                blanked = blanked.replace(secret.reveal(), "[secret]");
            }
        }
        let pieces = pieces(&blanked).into_iter().map(|piece| match piece {
            Piece::Opaque(Format::Jwt | Format::Jwe, _) => "[token]",
            other => other.text(),
        });
        pieces.collect()
    }

    /// The last lines.
    pub(super) fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.path).unwrap_or_default();
        let lines: Vec<_> = log.lines().filter(|line| !line.trim().is_empty()).collect();
        match lines[lines.len().saturating_sub(LAST_LINES)..].join(" / ") {
            words if words.is_empty() => "none".to_owned(),
            words => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_tokens_are_blanked() {
        let log = Log::new(PathBuf::new(), vec![Secret::new("alice-pass")]);
        let token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI1In0.c2lnbmF0dXJlc2lnbmF0dXJl";
        let blanked = log.blanked(&format!("user alice alice-pass bearer {token} done"));
        assert_eq!(blanked, "user alice [secret] bearer [token] done");
    }
}
