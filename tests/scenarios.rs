//! Each scenario is a test, against the mocks of both sides. Adding a file to `scenarios/` adds a
//! test.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ambient::{Clock, Entropy};
use harness::catalogue::Coverage;
use harness::lab::{Lab, Tls};
use harness::report::describe;
use harness::run::{Outcome, Plan, run};
use harness::scenario::{Scenario, load};
use harness::snapshot::{Mode, unreferenced};
use harness::target::{AuthentikChoice, OpenzroChoice, Pair};
use integration_tests::{files, runtime};
use libtest_mimic::{Arguments, Failed, Trial};
use tokio_util::sync::CancellationToken;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
}

/// `sso/login` of `…/scenarios/sso/login.yaml`.
fn name(file: &Path) -> String {
    let bare = file.with_extension("");
    let name = bare.strip_prefix(folder()).unwrap_or(&bare);
    name.to_string_lossy().into_owned()
}

fn check(file: &Path) -> Result<(), Failed> {
    let scenario = Scenario::read(&folder(), file)?;
    let logs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scenarios");
    let plan = Plan {
        scenarios: vec![scenario],
        pair: Pair {
            authentik: AuthentikChoice::default(),
            openzro: OpenzroChoice::Mock,
        },
        // In the clear: CI runs the program with TLS, and this is to be quick.
        lab: Lab::new(Tls::Off, false, None)?,
        openzro_version: None,
        jobs: NonZeroUsize::MIN,
        snapshots: Mode::Compare,
        keep: false,
        folder: logs,
        clock: Clock::system(),
        entropy: Entropy::os(),
    };
    let summary = runtime().block_on(run(plan, &mut [], &CancellationToken::new()));
    match summary.outcomes.as_slice() {
        [(_, Outcome::Passed { note: None })] => Ok(()),
        [(name, Outcome::Failed(failure))] => Err(describe(name, failure).into()),
        other => Err(format!("not run to its end: {other:?}").into()),
    }
}

/// Every snapshot stands beside a scenario.
fn no_stray_snapshots() -> Result<(), Failed> {
    match unreferenced(&folder())?.as_slice() {
        [] => Ok(()),
        stray => Err(format!("no scenario stands beside {stray:?}").into()),
    }
}

/// No line of the guide, no known bug and no call to Authentik is without a scenario.
fn nothing_is_uncovered() -> Result<(), Failed> {
    let scenarios = load(&folder(), &[folder()]).map_err(|errors| format!("{errors:?}"))?;
    let coverage = Coverage::of(&scenarios)?;
    match coverage
        .gaps()
        .map(|row| row.what.as_str())
        .collect::<Vec<_>>()
    {
        gaps if gaps.is_empty() => Ok(()),
        gaps => Err(format!("no scenario stands for {gaps:#?}").into()),
    }
}

fn main() -> ExitCode {
    let trial = |file: PathBuf| Trial::test(name(&file), move || check(&file));
    let mut trials: Vec<Trial> = files(&folder(), "yaml").into_iter().map(trial).collect();
    trials.push(Trial::test("no_stray_snapshots", no_stray_snapshots));
    trials.push(Trial::test("nothing_is_uncovered", nothing_is_uncovered));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
