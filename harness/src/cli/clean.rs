//! `clean`: takes away what runs left behind.

use clap::Args;

use super::output::say;
use super::{CliError, exit};
use crate::docker::{Engine, Sweep};

/// Takes away the containers, networks and volumes of this machine's runs that were killed. Every run with
/// containers does so when it begins.
#[derive(Debug, Args)]
pub(super) struct Clean {
    /// Those of every run too, on whichever machine, even if it is still under way.
    #[arg(long)]
    all: bool,
}

impl Clean {
    pub(super) async fn run(self) -> Result<u8, CliError> {
        let which = if self.all { Sweep::All } else { Sweep::Dead };
        let swept = Engine::connect().await?.sweep(which).await?;
        say(format_args!("taken away: {swept}\n"));
        Ok(exit::OK)
    }
}
