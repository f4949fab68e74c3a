//! The program `openzro-harness`: a command a file. What each exit code means stands in [`exit`].

mod error;
pub mod exit;
mod output;
mod provision;
mod replay;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::error::CliError;

/// Tests openZro with Authentik as its identity provider, end to end.
#[derive(Debug, Parser)]
#[command(version, about, after_help = exit::HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Provision(provision::Provision),
    Replay(replay::Replay),
}

/// Does what the command line says.
pub async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Provision(provision) => provision.run().await,
        Command::Replay(replay) => replay.run().await,
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            output::complain(format_args!("error: {error}"));
            ExitCode::from(error.code())
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
