//! `mock-openzro management …`, with the flags, lines and exit codes of `openzro-mgmt`.

mod program;

use clap::Parser;

use program::{Command, Program, say};

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let program = match Program::try_parse() {
        Ok(program) => program,
        Err(error) => return program::usage(&error),
    };
    match program.command {
        Command::Management(line) => program::management(*line).await,
        Command::Healthcheck { url } => match program::healthcheck(&url).await {
            Ok(()) => std::process::ExitCode::SUCCESS,
            Err(error) => {
                say(&format!("Error: {error}"));
                program::REFUSED.into()
            }
        },
    }
}
