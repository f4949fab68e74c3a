//! `openzro-harness`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    harness::cli::main().await
}
