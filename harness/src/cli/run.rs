//! `run`: scenarios are run against one pair of targets, and what came of them is told.

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::output::{complain, say};
use super::play::{Play, PlayFlags, code, stop_on_signal};
use super::watch::Watch;
use super::{CliError, exit, folder};
use crate::report::{table, write_json};
use crate::snapshot::Mode;
use crate::target::{AuthentikChoice, OpenzroChoice, Pair};

/// Runs scenarios: starts an Authentik and an openZro for each, sets them up as openZro's guide says,
/// does what the scenario says, and compares what went over the wire with the scenario's snapshot.
#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "clap shows these texts as they are")]
pub(super) struct Run {
    #[command(flatten)]
    play: PlayFlags,
    /// Which Authentik: `mock` or, for another version than the newest, `mock:2024.12`; `mock-image` for
    /// the mock's image; `image:TAG` for the published one's server, worker and database; or `url:URL`
    /// for one that runs already, with an API token of an administrator in the environment variable
    /// AUTHENTIK_TOKEN.
    #[arg(long, value_name = "TARGET", default_value_t)]
    authentik: AuthentikChoice,
    /// Which openZro: `mock`; `mock-image` for the mock's image; `image:TAG` for the published one of the
    /// management server; `binary:PATH` for its program; or `url:URL` for one that runs already.
    #[arg(long, value_name = "TARGET", default_value_t)]
    openzro: OpenzroChoice,
    /// The version of an openZro that doesn't say its own, for the snapshots.
    #[arg(long, value_name = "VERSION")]
    openzro_version: Option<String>,
    /// Writes snapshots instead of comparing with them.
    #[arg(long)]
    update_snapshots: bool,
    /// Lets mocks overwrite snapshots that were recorded from a real system.
    #[arg(long, requires = "update_snapshots")]
    replace_real: bool,
    /// Leaves what failed, or the only scenario, running for a look until Ctrl-C.
    #[arg(long)]
    keep: bool,
    /// Runs again what changes, scenarios and snapshots, until Ctrl-C.
    #[arg(long, conflicts_with = "keep")]
    watch: bool,
}

impl Run {
    pub(super) async fn run(mut self) -> Result<u8, CliError> {
        let stop = stop_on_signal();
        if self.watch {
            return self.watch(&stop).await;
        }
        self.once(&stop).await
    }

    /// Runs the scenarios, and again those that change. What is wrong with one is told, and may be mended.
    async fn watch(&mut self, stop: &CancellationToken) -> Result<u8, CliError> {
        // What is run again still has its name and its snapshot from the whole.
        let (_, paths) = folder::find(&self.play.paths)?;
        let mut watch = Watch::start(&paths)?;
        loop {
            match self.once(stop).await {
                Ok(_) => {}
                Err(error @ CliError::Scenarios(_)) => complain(format_args!("error: {error}")),
                Err(error) => return Err(error),
            }
            if self.update_snapshots {
                watch.take_snapshots()?;
            }
            if stop.is_cancelled() {
                return Ok(exit::OK);
            }
            say("\nwaiting for scenarios to change; Ctrl-C ends it\n");
            match stop.run_until_cancelled(watch.changed()).await {
                Some(changed) => self.play.paths = changed?,
                None => return Ok(exit::OK),
            }
        }
    }

    async fn once(&self, stop: &CancellationToken) -> Result<u8, CliError> {
        let snapshots = if self.update_snapshots {
            let replace_real = self.replace_real;
            Mode::Update { replace_real }
        } else {
            Mode::Compare
        };
        let play = Play {
            pair: Pair {
                authentik: self.authentik.clone(),
                openzro: self.openzro.clone(),
            },
            scenarios: self.play.scenarios()?,
            openzro_version: self.openzro_version.clone(),
            snapshots,
            keep: self.keep,
            folder: self.play.logs.clone(),
        };
        let played = self.play.play(play, stop).await?;
        let runs = [played.results];
        let json = |path: &_| write_json(path, &runs[0]);
        self.play.report(&runs, &table(&runs[0]), json)?;
        played.closed?;
        Ok(code(&runs))
    }
}
