//! Which scenarios changed since they were last looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify_debouncer_mini::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_mini::{DebounceEventResult, Debouncer, new_debouncer};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::CliError;
use crate::scenario;
use crate::snapshot::path_beside;

/// How long nothing more must change before it is looked what did; editors write a file in several steps.
const QUIET: Duration = Duration::from_millis(200);

/// The files of scenarios and snapshots, as they were last looked at.
pub(super) struct Watch {
    paths: Vec<PathBuf>,
    known: Contents,
    /// Says that something changed, and perhaps nothing that matters.
    changes: UnboundedReceiver<()>,
    _debouncer: Debouncer<RecommendedWatcher>,
}

/// What was in each file, by its path: a digest.
type Contents = BTreeMap<PathBuf, [u8; 32]>;

impl Watch {
    /// Looks at the scenarios at `paths`, files or folders, and from now on for changes of them.
    pub(super) fn start(paths: &[PathBuf]) -> Result<Self, CliError> {
        let (changed, changes) = unbounded_channel();
        let mut debouncer = new_debouncer(QUIET, move |_: DebounceEventResult| {
            changed.send(()).ok();
        })?;
        for path in paths {
            // Editors put another file in a file's place, which only its folder tells.
            let (folder, mode) = if path.is_dir() {
                (path.as_path(), RecursiveMode::Recursive)
            } else {
                let parent = path.parent().filter(|it| !it.as_os_str().is_empty());
                (
                    parent.unwrap_or(Path::new(".")),
                    RecursiveMode::NonRecursive,
                )
            };
            debouncer.watcher().watch(folder, mode)?;
        }
        Ok(Self {
            known: contents(paths)?,
            paths: paths.to_vec(),
            changes,
            _debouncer: debouncer,
        })
    }

    /// Waits until scenarios change, their own files or their snapshots, and gives their files. One that
    /// is no longer there is none.
    pub(super) async fn changed(&mut self) -> Result<Vec<PathBuf>, CliError> {
        while self.changes.recv().await.is_some() {
            let now = contents(&self.paths)?;
            let differ =
                |(path, digest): &(&PathBuf, &[u8; 32])| self.known.get(*path) != Some(*digest);
            let appeared = now.iter().filter(differ).map(|(path, _)| path);
            let gone = self.known.keys().filter(|path| !now.contains_key(*path));
            let files: BTreeSet<PathBuf> = appeared
                .chain(gone)
                .map(|path| path.with_extension("yaml"))
                .filter(|path| now.contains_key(path))
                .collect();
            self.known = now;
            if !files.is_empty() {
                return Ok(files.into_iter().collect());
            }
        }
        // Only an end of the watcher brings this about, which lives as long as this does.
        std::future::pending().await
    }

    /// Takes the snapshots as they are now for known: the run wrote them itself.
    pub(super) fn take_snapshots(&mut self) -> Result<(), CliError> {
        let now = contents(&self.paths)?;
        let is_snapshot =
            |(path, _): &(PathBuf, [u8; 32])| path.extension().is_some_and(|it| it == "snap");
        self.known.extend(now.into_iter().filter(is_snapshot));
        Ok(())
    }
}

fn contents(paths: &[PathBuf]) -> Result<Contents, CliError> {
    let mut contents = Contents::new();
    for path in paths {
        let files = match scenario::files(path) {
            // While an editor puts another in its place.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            files => files.map_err(|source| CliError::unreadable(path, source))?,
        };
        for file in files {
            for file in [path_beside(&file), file] {
                if let Ok(content) = fs::read(&file) {
                    contents.insert(file, Sha256::digest(content).into());
                }
            }
        }
    }
    Ok(contents)
}
