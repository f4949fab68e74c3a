//! The program `openzro-harness`: a command a file. What each exit code means stands in [`exit`].

mod clean;
mod containers;
mod error;
pub mod exit;
mod folder;
mod import;
mod list;
mod matrix;
mod new;
mod output;
mod play;
mod provision;
mod reach;
mod record;
mod replay;
mod run;
mod schema;
mod shard;
mod validate;
mod watch;

use std::convert::Infallible;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::error::CliError;
use crate::Secret;

/// Tests openZro with Authentik as its identity provider, end to end.
#[derive(Debug, Parser)]
#[command(version, after_help = exit::HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Run),
    Matrix(matrix::Matrix),
    New(new::New),
    List(list::List),
    Validate(validate::Validate),
    Schema(schema::Schema),
    Provision(provision::Provision),
    Replay(replay::Replay),
    Record(record::Record),
    Import(import::Import),
    Clean(clean::Clean),
}

/// Does what the command line says.
pub async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run(run) => run.run().await,
        Command::Matrix(matrix) => matrix.run().await,
        Command::New(new) => new.run(),
        Command::List(list) => list.run(),
        Command::Validate(validate) => validate.run(),
        Command::Schema(schema) => schema.run(),
        Command::Provision(provision) => provision.run().await,
        Command::Replay(replay) => replay.run().await,
        Command::Record(record) => record.run().await,
        Command::Import(import) => import.run(),
        Command::Clean(clean) => clean.run().await,
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            output::complain(format_args!("error: {error}"));
            ExitCode::from(error.code())
        }
    }
}

/// Reads a secret from the command line.
#[expect(clippy::unnecessary_wraps, reason = "clap wants a result")]
fn secret(text: &str) -> Result<Secret, Infallible> {
    Ok(Secret::new(text))
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
