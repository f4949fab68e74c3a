//! `validate`: scenarios are checked, and nothing is run.

use std::path::PathBuf;

use clap::Args;

use super::output::say;
use super::{CliError, exit, folder};
use crate::{scenario, snapshot};

/// Checks scenarios without running them: unknown keys, people and references that nothing defines,
/// snapshots that stand beside no scenario.
#[derive(Debug, Args)]
pub(super) struct Validate {
    /// Scenarios or folders of them; the nearest folder `scenarios` without any.
    paths: Vec<PathBuf>,
}

impl Validate {
    pub(super) fn run(&self) -> Result<u8, CliError> {
        let (root, paths) = folder::find(&self.paths)?;
        let scenarios = scenario::load(&root, &paths).map_err(CliError::Scenarios)?;
        no_stray_snapshots(&paths)?;
        say(format_args!(
            "{} scenarios are as they should be\n",
            scenarios.len()
        ));
        Ok(exit::OK)
    }
}

/// Refuses folders with a snapshot that stands beside no scenario.
pub(super) fn no_stray_snapshots(paths: &[PathBuf]) -> Result<(), CliError> {
    let mut stray = Vec::new();
    for path in paths.iter().filter(|path| path.is_dir()) {
        let found = snapshot::unreferenced(path);
        stray.extend(found.map_err(|source| CliError::unreadable(path, source))?);
    }
    if stray.is_empty() {
        Ok(())
    } else {
        Err(CliError::StraySnapshots(stray))
    }
}
