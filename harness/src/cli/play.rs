//! What `run` and `matrix` share: a pair of targets is set up, scenarios are run against it, and what came
//! of it is reported.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use ambient::{Clock, Entropy};
use clap::Args;
use tokio::process::Command;
use tokio_util::sync::CancellationToken;

use super::containers::ContainerFlags;
use super::output::{complain, is_terminal, say};
use super::reach::reach;
use super::validate::no_stray_snapshots;
use super::{CliError, exit, folder};
use crate::lab::{Lab, Tls};
use crate::report::{Counts, Progress, Results, describe, write_html, write_junit};
use crate::run::{FailureKind, Listener, Plan, TargetFault};
use crate::scenario::{self, Scenario};
use crate::snapshot::Mode;
use crate::target::{AuthentikChoice, OpenzroChoice, Pair};

/// What runs have in common.
#[derive(Debug, Args)]
pub(super) struct PlayFlags {
    /// Scenarios or folders of them; the nearest folder `scenarios` without any.
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    containers: ContainerFlags,
    /// Whether targets that the run starts, and the wire taps before them, speak TLS.
    #[arg(long, value_enum, default_value_t)]
    tls: Tls,
    /// How many scenarios run at the same time. By default as many as there are processors, and
    /// one where a side is a program, an Authentik of its own, or runs already.
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<NonZeroUsize>,
    /// Writes the results to this file as JUnit XML.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Writes the results to this file as JSON.
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Writes the results to this file as a page with a sequence diagram of each failure.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// The folder for the targets' logs and the archives of what went over the wire.
    #[arg(long, value_name = "FOLDER", default_value = "target/openzro-harness")]
    pub(super) logs: PathBuf,
}

/// One pair, and what is run against it.
pub(super) struct Play {
    pub(super) pair: Pair,
    pub(super) scenarios: Vec<Scenario>,
    pub(super) openzro_version: Option<String>,
    pub(super) snapshots: Mode,
    pub(super) keep: bool,
    pub(super) folder: PathBuf,
}

/// What came of it, and of taking its containers away.
pub(super) struct Played {
    pub(super) results: Results,
    pub(super) closed: Result<(), CliError>,
}

impl PlayFlags {
    /// The scenarios to run, in the order of their names.
    pub(super) fn scenarios(&self) -> Result<Vec<Scenario>, CliError> {
        let (root, paths) = folder::find(&self.paths)?;
        let scenarios = scenario::load(&root, &paths).map_err(CliError::Scenarios)?;
        no_stray_snapshots(&paths)?;
        Ok(scenarios)
    }

    /// Runs scenarios against a pair.
    pub(super) async fn play(
        &self,
        play: Play,
        stop: &CancellationToken,
    ) -> Result<Played, CliError> {
        if let AuthentikChoice::Url(url) = &play.pair.authentik {
            reach(url).await?;
        }
        if let OpenzroChoice::Url(url) = &play.pair.openzro {
            reach(url).await?;
        }
        let containers = self.containers.open(&play.pair, stop).await?;
        let grounds = containers.as_ref().map(|it| it.grounds.clone());
        let made = Lab::new(self.tls, play.pair.is_elsewhere(), containers);
        let lab = match (made, &grounds) {
            (Err(error), Some(grounds)) => {
                grounds.close().await?;
                return Err(error.into());
            }
            (made, _) => made?,
        };
        let plan = self.plan(play, lab).await;
        let (results, keeper) = Results::listener();
        let progress = if is_terminal() {
            Progress::bars()
        } else {
            Progress::lines(std::io::stdout())
        };
        let mut listeners: Vec<Box<dyn Listener>> = vec![Box::new(progress), Box::new(keeper)];
        crate::run::run(plan, &mut listeners, stop).await;
        let closed = match &grounds {
            Some(grounds) => grounds.close().await.map(drop),
            None => Ok(()),
        };
        // Dropped first, so that nothing of the progress comes after the table.
        drop(listeners);
        let results = results
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let closed = closed.map_err(CliError::from);
        Ok(Played { results, closed })
    }

    async fn plan(&self, play: Play, lab: Lab) -> Plan {
        let processors = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        // The real management server listens on its old port 33073 too, whatever its flags say, and
        // one that runs already is changed by each scenario. Two at a time would meet. A real Authentik
        // takes the whole machine to start.
        let side_by_side = matches!(
            (&play.pair.authentik, &play.pair.openzro),
            (
                AuthentikChoice::Mock(_) | AuthentikChoice::MockImage(_),
                OpenzroChoice::Mock | OpenzroChoice::MockImage(_) | OpenzroChoice::Image(_)
            )
        );
        let jobs = if side_by_side {
            processors
        } else {
            NonZeroUsize::MIN
        };
        let openzro_version = match play.openzro_version {
            Some(given) => Some(given),
            None => openzro_version(&play.pair.openzro).await,
        };
        Plan {
            scenarios: play.scenarios,
            lab,
            pair: play.pair,
            openzro_version,
            jobs: self.jobs.unwrap_or(jobs),
            snapshots: play.snapshots,
            keep: play.keep,
            folder: play.folder,
            clock: Clock::system(),
            entropy: Entropy::os(),
        }
    }

    /// Tells each failure and then `table`, and writes the files that were asked for; `json` writes its own.
    pub(super) fn report(
        &self,
        runs: &[Results],
        table: &str,
        json: impl FnOnce(&Path) -> Result<(), crate::report::ReportError>,
    ) -> Result<(), CliError> {
        for result in runs.iter().flat_map(|run| &run.scenarios) {
            if let Some(failure) = result.outcome.failure() {
                say(format_args!("\n{}", describe(&result.name, failure)));
            }
        }
        say(format_args!("\n{table}"));
        if let Some(path) = &self.junit {
            write_junit(path, runs)?;
        }
        if let Some(path) = &self.json {
            json(path)?;
        }
        if let Some(path) = &self.html {
            write_html(path, runs)?;
        }
        Ok(())
    }
}

/// What a program says of itself.
async fn openzro_version(openzro: &OpenzroChoice) -> Option<String> {
    let program = match openzro {
        OpenzroChoice::Binary(program) => program,
        OpenzroChoice::Image(tag) => return Some(tag.clone()),
        OpenzroChoice::Mock | OpenzroChoice::MockImage(_) => {
            return Some(env!("CARGO_PKG_VERSION").to_owned());
        }
        OpenzroChoice::Url(_) => return None,
    };
    let asked = Command::new(program)
        .arg("--version")
        .kill_on_drop(true)
        .output();
    let said = asked.await.ok()?.stdout;
    // `openzro-mgmt version 0.53.1`.
    let said = String::from_utf8(said).ok()?;
    said.split_whitespace().last().map(str::to_owned)
}

/// Cancelled by Ctrl-C, or the SIGTERM of a CI system that gives up.
pub(super) fn stop_on_signal() -> CancellationToken {
    let stop = CancellationToken::new();
    let stopped = stop.clone();
    tokio::spawn(async move {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            if let Ok(mut terminate) = signal(SignalKind::terminate()) {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = tokio::signal::ctrl_c() => {}
                }
                complain("stopping what this run started");
                return stopped.cancel();
            }
        }
        tokio::signal::ctrl_c().await.ok();
        complain("stopping what this run started");
        stopped.cancel();
    });
    stop
}

/// The exit code: that of what kept every failed scenario from being run, or else of failure.
pub(super) fn code(runs: &[Results]) -> u8 {
    if runs.iter().any(|run| run.cancelled) {
        return exit::INTERRUPTED;
    }
    let counts = runs.iter().map(Results::counts).sum::<Counts>();
    if counts.failed == 0 && counts.fixed > 0 {
        return exit::FIXED;
    }
    let results = runs.iter().flat_map(|run| &run.scenarios);
    let mut codes = results
        .filter_map(|result| result.outcome.failure())
        .map(|failure| of_kind(&failure.kind));
    match codes.next() {
        None => exit::OK,
        Some(first) if codes.all(|code| code == first) => first,
        Some(_) => exit::FAILED,
    }
}

fn of_kind(kind: &FailureKind) -> u8 {
    match kind {
        FailureKind::Target(fault) => of_fault(*fault),
        FailureKind::Provisioning => exit::NOT_PROVISIONED,
        FailureKind::Token => exit::BAD_TOKEN,
        FailureKind::Step | FailureKind::Expectation | FailureKind::Snapshot { .. } => exit::FAILED,
    }
}

pub(super) fn of_fault(fault: TargetFault) -> u8 {
    match fault {
        TargetFault::NoAnswer => exit::NO_ANSWER,
        TargetFault::PortInUse => exit::PORT_IN_USE,
        TargetFault::BadManagementJson => exit::BAD_MANAGEMENT_JSON,
        TargetFault::Usage => exit::USAGE,
        TargetFault::NoDocker => exit::NO_DOCKER,
        TargetFault::NoDockerPermission => exit::NO_DOCKER_PERMISSION,
        TargetFault::NoImage => exit::NO_IMAGE,
        TargetFault::Registry => exit::REGISTRY,
        TargetFault::ContainerEnded => exit::CONTAINER_ENDED,
        TargetFault::DiskFull => exit::DISK_FULL,
        TargetFault::NotReady => exit::NOT_READY,
        TargetFault::NotStarted => exit::TARGET_NOT_STARTED,
    }
}

#[cfg(test)]
mod tests {
    use crate::report::sample;
    use crate::run::Outcome;

    use super::*;

    #[test]
    fn what_kept_a_scenario_from_being_run_has_its_own_code() {
        let mut results = sample::results();
        assert_eq!(code(&[results.clone()]), exit::FAILED);
        let mut failure = sample::failure();
        failure.kind = FailureKind::Target(TargetFault::PortInUse);
        results.scenarios[2].outcome = Outcome::Failed(Box::new(failure));
        assert_eq!(code(&[results.clone()]), exit::PORT_IN_USE);
        let mut failure = sample::failure();
        failure.kind = FailureKind::Token;
        results.scenarios[2].outcome = Outcome::Failed(Box::new(failure));
        assert_eq!(code(&[results.clone()]), exit::BAD_TOKEN);
        results.cancelled = true;
        assert_eq!(code(&[results.clone()]), exit::INTERRUPTED);
    }
}
