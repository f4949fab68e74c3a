//! `replay`: recordings of a real Authentik, replayed against a target.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use url::Url;

use super::output::say;
use super::{CliError, exit};
use crate::replay::{ReplayOptions, replay};
use crate::target::{AuthentikChoice, mock_for_recording};

/// Replays recordings of a real Authentik (HTTP Archive 1.2) against another one, and says what its
/// answers differ in. The target must be as fresh as the recorded one was: akadmin's password
/// `akadmin-pass`, token `akadmin-token` and mail address `akadmin@example.com`, and nothing else.
#[derive(Debug, Args)]
pub(super) struct Replay {
    /// The recordings; each builds on those before it. `00-setup` beside them is replayed first.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to replay against: `mock` (a fresh one of the recordings' version) or `url:URL`.
    #[arg(long, value_name = "TARGET")]
    against: AuthentikChoice,
    /// A recording to replay in its place by name without comparing; can be repeated.
    #[arg(long, value_name = "FILE")]
    prepare: Vec<PathBuf>,
    /// A list of deviations that are allowed, in YAML.
    #[arg(long, value_name = "FILE")]
    deviations: Option<PathBuf>,
}

impl Replay {
    pub(super) async fn run(self) -> Result<u8, CliError> {
        let mut passed = true;
        for files in by_folder(&self.files) {
            passed &= self.folder(&files).await?;
        }
        Ok(if passed { exit::OK } else { exit::FAILED })
    }

    /// Replays recordings of one version.
    async fn folder(&self, files: &[PathBuf]) -> Result<bool, CliError> {
        let mut prepare = self.prepare.clone();
        prepare.extend(setup_beside(files, &prepare));
        let options = ReplayOptions {
            prepare,
            deviations: self.deviations.clone(),
            ..ReplayOptions::default()
        };
        let report = match &self.against {
            AuthentikChoice::MockImage(_) | AuthentikChoice::Image(_) => {
                return Err(CliError::ReplayOfImage);
            }
            AuthentikChoice::Url(url) => replay(files, url, &options).await?,
            AuthentikChoice::Mock(profile) => {
                let mock = mock_for_recording(&files[0], *profile).await?;
                let url: Url = mock.url().parse().map_err(|reason| CliError::Url {
                    url: mock.url(),
                    reason,
                })?;
                replay(files, &url, &options).await?
            }
        };
        say(&report);
        Ok(report.passed())
    }
}

/// The files of each folder, which is of one version.
fn by_folder(files: &[PathBuf]) -> Vec<Vec<PathBuf>> {
    let mut folders: BTreeMap<Option<&Path>, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        folders.entry(file.parent()).or_default().push(file.clone());
    }
    folders.into_values().collect()
}

/// The recording that the others build on, if it is beside them and not named anyway.
fn setup_beside(files: &[PathBuf], prepare: &[PathBuf]) -> Option<PathBuf> {
    let is_setup = |file: &PathBuf| {
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| name.starts_with("00-setup."))
    };
    if files.iter().chain(prepare).any(is_setup) {
        return None;
    }
    ["00-setup.har.gz", "00-setup.har"]
        .map(|name| files[0].with_file_name(name))
        .into_iter()
        .find(|file| file.is_file())
}
