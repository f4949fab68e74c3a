//! Replays recordings: `cargo run -p harness --example replay -- http://127.0.0.1:9000 FILE…`.

use std::path::PathBuf;
use std::process::ExitCode;

use harness::replay::{ReplayOptions, replay};

#[tokio::main]
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "its whole purpose"
)]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(Ok(base)) = arguments.next().map(|base| base.parse()) else {
        eprintln!(
            "give the target's URL, then recordings; --deviations FILE and --prepare FILE apply"
        );
        return ExitCode::from(2);
    };
    let (mut files, mut options) = (Vec::new(), ReplayOptions::default());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--deviations" => options.deviations = arguments.next().map(PathBuf::from),
            "--prepare" => options.prepare.extend(arguments.next().map(PathBuf::from)),
            _ => files.push(PathBuf::from(argument)),
        }
    }
    match replay(&files, &base, &options).await {
        Ok(report) => {
            println!("{report}");
            if report.passed() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
