//! `schema`: what can stand in scenario files, for programs and for people.

use std::path::{Path, PathBuf};

use clap::Args;

use super::output::say;
use super::{CliError, exit};
use crate::scenario::Scenario;

/// Where the manual stands in a page that has more.
const BEGIN: &str = "<!-- openzro-harness schema --markdown: begin -->\n";
const END: &str = "<!-- openzro-harness schema --markdown: end -->\n";

/// Prints the JSON Schema of scenario files, or with `--markdown` the same for people.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Tables of every step, setting and expectation, in Markdown. In a FILE they stand in the section that
    /// is marked for them.
    #[arg(long)]
    markdown: bool,
    /// Prints nothing, and fails unless this file holds the schema.
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
    /// Writes it to this file.
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    write: Option<PathBuf>,
}

impl Schema {
    pub(super) fn run(&self) -> Result<u8, CliError> {
        if let Some(path) = &self.check {
            if read(path)? != self.within(path)? {
                return Err(CliError::StaleSchema {
                    path: path.clone(),
                    flag: if self.markdown { "--markdown " } else { "" },
                });
            }
        } else if let Some(path) = &self.write {
            let text = self.within(path)?;
            std::fs::write(path, text).map_err(|source| CliError::Write {
                path: path.clone(),
                source,
            })?;
        } else {
            say(self.text());
        }
        Ok(exit::OK)
    }

    fn text(&self) -> String {
        if self.markdown {
            Scenario::manual()
        } else {
            json()
        }
    }

    /// What is to stand in a file: the schema is all of it, the manual a section.
    fn within(&self, path: &Path) -> Result<String, CliError> {
        if !self.markdown {
            return Ok(self.text());
        }
        let page = read(path)?;
        let section = page.split_once(BEGIN).and_then(|(before, rest)| {
            let (_, after) = rest.split_once(END)?;
            Some((before, after))
        });
        let (before, after) = section.ok_or_else(|| CliError::NoSection {
            path: path.to_owned(),
            mark: BEGIN.trim_end(),
        })?;
        Ok(format!("{before}{BEGIN}\n{}\n{END}{after}", self.text()))
    }
}

/// The JSON Schema, as it stands in the repository.
pub(super) fn json() -> String {
    format!("{:#}\n", Scenario::schema().as_value())
}

fn read(path: &Path) -> Result<String, CliError> {
    std::fs::read_to_string(path).map_err(|source| CliError::unreadable(path, source))
}
