//! `import`: a recording of a browser becomes a replay file or a scenario.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::output::say;
use super::{CliError, exit};
use crate::har::{Recording, Secrets, rewrite};
use crate::import;

/// Turns a HAR that was saved in a browser's developer tools, or recorded by `record`, into a file that can be
/// shown to anybody: its requests to Authentik for `replay`, or a scenario of what happens in it. Cookies,
/// passwords, codes, tokens, keys, mail addresses and host names become placeholders; equal ones stay equal.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The recording.
    #[arg(value_name = "LOGIN.har")]
    recording: PathBuf,
    /// What to make of it.
    #[arg(long = "as", value_enum, default_value_t)]
    what: What,
    /// The file to write; beside the recording without.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Keeps cookies, passwords and all else in a replay file. Only for servers made for the recording.
    #[arg(long)]
    keep_secrets: bool,
}

/// What becomes of a recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum What {
    /// A HAR of the requests to Authentik, as `replay` takes it.
    #[default]
    Replay,
    /// A scenario, to be completed.
    Scenario,
}

impl Import {
    pub(super) fn run(self) -> Result<u8, CliError> {
        let scenario = self.what == What::Scenario;
        let ending = if scenario { "yaml" } else { "replay.har" };
        let out = self
            .out
            .unwrap_or_else(|| self.recording.with_extension(ending));
        if out.exists() {
            return Err(CliError::Exists(out));
        }
        let read = Recording::read(&self.recording)?;
        let all = read.entries.len();
        let recording = import::relevant(read, scenario);
        let taken = recording.entries.len();
        if taken == 0 {
            return Err(CliError::NothingToImport(self.recording));
        }
        if scenario {
            let text = import::scenario(&recording);
            std::fs::write(&out, text).map_err(|source| CliError::Write {
                path: out.clone(),
                source,
            })?;
        } else {
            rewrite(&out, &recording, Secrets::kept_if(self.keep_secrets))?;
        }
        let out = out.display();
        say(format_args!(
            "{out} is made of {taken} of {all} exchanges. Next:\n  {}\n",
            if scenario {
                format!("openzro-harness run --watch --update-snapshots {out}")
            } else {
                format!("openzro-harness replay {out} --against mock")
            }
        ));
        Ok(exit::OK)
    }
}
