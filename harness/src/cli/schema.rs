//! `schema`: the JSON Schema of scenario files.

use std::path::PathBuf;

use clap::Args;

use super::output::say;
use super::{CliError, exit};
use crate::scenario::Scenario;

/// Prints the JSON Schema of scenario files.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Prints nothing, and fails unless this file holds the schema.
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
}

impl Schema {
    pub(super) fn run(&self) -> Result<u8, CliError> {
        let schema = format!("{:#}\n", Scenario::schema().as_value());
        let Some(path) = &self.check else {
            say(schema);
            return Ok(exit::OK);
        };
        let known = std::fs::read_to_string(path);
        let known = known.map_err(|source| CliError::unreadable(path, source))?;
        if known == schema {
            Ok(exit::OK)
        } else {
            Err(CliError::StaleSchema(path.clone()))
        }
    }
}
