//! The program around the library.

mod healthcheck;
mod log;
mod management;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use mock_openzro::CommandLine;

pub(crate) use healthcheck::healthcheck;
pub(crate) use management::management;

/// openZro refuses to start.
pub(crate) const REFUSED: u8 = 1;
/// openZro crashes, with Go's code for it.
const CRASHED: u8 = 2;

/// A mock of openZro's management server.
#[derive(Debug, Parser)]
#[command(name = "mock-openzro", version)]
pub(crate) struct Program {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Starts the management server. Takes the flags of `openzro-mgmt management`.
    Management(Box<CommandLine>),
    /// Exits with 0 if the management server at URL answers.
    Healthcheck {
        /// Where it is.
        #[arg(default_value = "http://127.0.0.1:80")]
        url: String,
    },
}

/// Says what is wrong with the command line, or what it can be.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        say(error.to_string().trim_end());
        REFUSED.into()
    } else {
        error.print().ok();
        ExitCode::SUCCESS
    }
}

/// Says something on stderr.
#[expect(
    clippy::print_stderr,
    reason = "the one place where the program speaks"
)]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}
