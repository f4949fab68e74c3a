//! `list`: the scenarios there are.

use std::path::PathBuf;

use clap::Args;

use super::output::say;
use super::{CliError, exit, folder};
use crate::scenario;

/// Lists scenarios: their names and what each shows.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Scenarios or folders of them; the nearest folder `scenarios` without any.
    paths: Vec<PathBuf>,
}

impl List {
    pub(super) fn run(&self) -> Result<u8, CliError> {
        let (root, paths) = folder::find(&self.paths)?;
        let scenarios = scenario::load(&root, &paths).map_err(CliError::Scenarios)?;
        let width = scenarios.iter().map(|scenario| scenario.name.len()).max();
        let width = width.unwrap_or(0);
        for scenario in &scenarios {
            say(format_args!(
                "{:width$}  {}\n",
                scenario.name, scenario.summary
            ));
        }
        Ok(exit::OK)
    }
}
