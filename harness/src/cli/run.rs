//! `run`: scenarios are run against one pair of targets, and what came of them is told.

use clap::Args;

use super::CliError;
use super::play::{Play, PlayFlags, code, stop_on_signal};
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
}

impl Run {
    pub(super) async fn run(self) -> Result<u8, CliError> {
        let snapshots = if self.update_snapshots {
            let replace_real = self.replace_real;
            Mode::Update { replace_real }
        } else {
            Mode::Compare
        };
        let play = Play {
            pair: Pair {
                authentik: self.authentik,
                openzro: self.openzro,
            },
            scenarios: self.play.scenarios()?,
            openzro_version: self.openzro_version,
            snapshots,
            keep: self.keep,
            folder: self.play.logs.clone(),
        };
        let played = self.play.play(play, &stop_on_signal()).await?;
        let runs = [played.results];
        let json = |path: &_| write_json(path, &runs[0]);
        self.play.report(&runs, &table(&runs[0]), json)?;
        played.closed?;
        Ok(code(&runs))
    }
}
