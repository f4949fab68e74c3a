//! `new`: a scenario is begun.

mod ask;
mod draft;
mod steps;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use self::draft::{Draft, Named, Standing};
use super::output::say;
use super::{CliError, exit, folder, schema};
use crate::scenario::Scenario;

/// Begins a scenario: writes a file that runs, for you to change. On a terminal it asks for what no flag
/// says.
#[derive(Debug, Args)]
pub(super) struct New {
    /// Where it belongs and what it is called, TOPIC/NAME: users/delete-with-write-back.
    #[arg(value_name = "TOPIC/NAME")]
    name: Named,
    /// What it shows, in one line.
    #[arg(long, value_name = "TEXT")]
    summary: Option<String>,
    /// One of the people, by user name; can be repeated. The first is whoever acts. alice without any.
    #[arg(long, value_name = "NAME", value_parser = draft::user_name)]
    user: Vec<String>,
    /// What it stands for: guide:LINE, bug:NUMBER or see:TEXT; can be repeated.
    #[arg(long = "ref", value_name = "REFERENCE")]
    refs: Vec<Standing>,
    /// What happens: the name of a step; can be repeated. sso.login without any.
    #[arg(long, value_name = "STEP", value_parser = steps::known)]
    step: Vec<&'static str>,
    /// The folder of scenarios; the nearest one called `scenarios` without, or else a new one.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

impl New {
    pub(super) fn run(self) -> Result<u8, CliError> {
        let root = match &self.folder {
            Some(folder) => folder.clone(),
            None => folder::find(&[]).map_or_else(|_| folder::NAME.into(), |(root, _)| root),
        };
        let file = root.join(self.name.file());
        if file.exists() {
            return Err(CliError::Exists(file));
        }
        let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        let draft = if asks { self.ask()? } else { self.draft() };
        let text = draft.text();
        let bare = file.with_extension("");
        Scenario::parse(&bare.to_string_lossy(), &file, &text)
            .map_err(|error| CliError::Scenarios(vec![error]))?;
        let written = write(&root, &file, &text);
        written.map_err(|source| CliError::Write {
            path: file.clone(),
            source,
        })?;
        let file = file.display();
        say(format_args!(
            "{file} is there. Run it again whenever you change it, and then take its snapshot:\n  \
             openzro-harness run --watch --update-snapshots {file}\n  \
             openzro-harness run --update-snapshots --openzro binary:PATH {file}\n"
        ));
        Ok(exit::OK)
    }

    /// What the flags say, and else the usual.
    fn draft(self) -> Draft {
        Draft {
            summary: self.summary.unwrap_or_else(|| self.name.in_words()),
            refs: self.refs,
            users: or(self.user, draft::USER.to_owned()),
            steps: or(self.step, steps::USUAL),
        }
    }

    /// What the flags say, and else the person at the terminal.
    fn ask(self) -> Result<Draft, CliError> {
        let summary = match self.summary {
            Some(summary) => summary,
            None => ask::summary(&self.name.in_words())?,
        };
        let refs = if self.refs.is_empty() {
            ask::refs()?
        } else {
            self.refs
        };
        let users = if self.user.is_empty() {
            ask::users()?
        } else {
            self.user
        };
        let steps = if self.step.is_empty() {
            ask::steps()?
        } else {
            self.step
        };
        Ok(Draft {
            summary,
            refs,
            users: or(users, draft::USER.to_owned()),
            steps: or(steps, steps::USUAL),
        })
    }
}

fn or<T>(some: Vec<T>, usual: T) -> Vec<T> {
    if some.is_empty() { vec![usual] } else { some }
}

/// Writes the file, which must not be there, and the schema for editors if it is not.
fn write(root: &Path, file: &Path, text: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(file.parent().unwrap_or(root))?;
    let schema = root.join("schema.json");
    if !schema.exists() {
        std::fs::write(schema, schema::json())?;
    }
    std::fs::File::create_new(file)?.write_all(text.as_bytes())
}
