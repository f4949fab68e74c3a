//! `run`: scenarios are run, and what came of them is told.

use std::num::NonZeroUsize;
use std::path::PathBuf;
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
use crate::report::{Progress, Results, describe, table, write_json, write_junit};
use crate::run::{FailureKind, Listener, Plan, TargetFault};
use crate::scenario;
use crate::snapshot::Mode;
use crate::target::{AuthentikChoice, OpenzroChoice, Pair};

/// Runs scenarios: starts an Authentik and an openZro for each, sets them up as openZro's guide says,
/// does what the scenario says, and compares what went over the wire with the scenario's snapshot.
#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "clap shows these texts as they are")]
pub(super) struct Run {
    /// Scenarios or folders of them; the nearest folder `scenarios` without any.
    paths: Vec<PathBuf>,
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
    #[command(flatten)]
    containers: ContainerFlags,
    /// Whether targets that the run starts, and the wire taps before them, speak TLS.
    #[arg(long, value_enum, default_value_t)]
    tls: Tls,
    /// The version of an openZro that doesn't say its own, for the snapshots.
    #[arg(long, value_name = "VERSION")]
    openzro_version: Option<String>,
    /// How many scenarios run at the same time. By default as many as there are processors, and
    /// one where a side is a program, an Authentik of its own, or runs already.
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<NonZeroUsize>,
    /// Writes the results to this file as JUnit XML.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Writes the results to this file as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Writes snapshots instead of comparing with them.
    #[arg(long)]
    update_snapshots: bool,
    /// Lets mocks overwrite snapshots that were recorded from a real system.
    #[arg(long, requires = "update_snapshots")]
    replace_real: bool,
    /// Leaves what failed, or the only scenario, running for a look until Ctrl-C.
    #[arg(long)]
    keep: bool,
    /// The folder for the targets' logs and the archives of what went over the wire.
    #[arg(long, value_name = "FOLDER", default_value = "target/openzro-harness")]
    logs: PathBuf,
}

impl Run {
    pub(super) async fn run(self) -> Result<u8, CliError> {
        let (root, paths) = folder::find(&self.paths)?;
        let scenarios = scenario::load(&root, &paths).map_err(CliError::Scenarios)?;
        no_stray_snapshots(&paths)?;
        if let AuthentikChoice::Url(url) = &self.authentik {
            reach(url).await?;
        }
        if let OpenzroChoice::Url(url) = &self.openzro {
            reach(url).await?;
        }
        let pair = Pair {
            authentik: self.authentik.clone(),
            openzro: self.openzro.clone(),
        };
        let stop = stop_on_signal();
        let opened = stop.run_until_cancelled(self.containers.open(&pair)).await;
        let Some(containers) = opened.transpose()? else {
            return Ok(exit::INTERRUPTED);
        };
        let grounds = containers.as_ref().map(|it| it.grounds.clone());
        let lab = match (Lab::new(self.tls, pair.is_elsewhere(), containers), &grounds) {
            (Err(error), Some(grounds)) => {
                grounds.close().await?;
                return Err(error.into());
            }
            (made, _) => made?,
        };
        let plan = self.plan(scenarios, pair, lab.clone()).await;
        let (results, keeper) = Results::listener();
        let progress = if is_terminal() {
            Progress::bars()
        } else {
            Progress::lines(std::io::stdout())
        };
        let mut listeners: Vec<Box<dyn Listener>> = vec![Box::new(progress), Box::new(keeper)];
        crate::run::run(plan, &mut listeners, &stop).await;
        let closed = match &grounds {
            Some(grounds) => grounds.close().await.map(drop),
            None => Ok(()),
        };
        // Dropped first, so that nothing of the progress comes after the table.
        drop(listeners);
        let results = results.lock().unwrap_or_else(PoisonError::into_inner);
        for result in &results.scenarios {
            if let Some(failure) = result.outcome.failure() {
                say(format_args!("\n{}", describe(&result.name, failure)));
            }
        }
        say(format_args!("\n{}", table(&results)));
        if let Some(path) = &self.junit {
            write_junit(path, &results)?;
        }
        if let Some(path) = &self.json {
            write_json(path, &results)?;
        }
        closed?;
        Ok(code(&results))
    }

    async fn plan(&self, scenarios: Vec<scenario::Scenario>, pair: Pair, lab: Lab) -> Plan {
        let processors = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        // The real management server listens on its old port 33073 too, whatever its flags say, and
        // one that runs already is changed by each scenario. Two at a time would meet. A real Authentik
        // takes the whole machine to start.
        let side_by_side = matches!(
            (&pair.authentik, &pair.openzro),
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
        let snapshots = if self.update_snapshots {
            let replace_real = self.replace_real;
            Mode::Update { replace_real }
        } else {
            Mode::Compare
        };
        Plan {
            scenarios,
            lab,
            pair,
            openzro_version: self.openzro_version().await,
            jobs: self.jobs.unwrap_or(jobs),
            snapshots,
            keep: self.keep,
            folder: self.logs.clone(),
            clock: Clock::system(),
            entropy: Entropy::os(),
        }
    }
}

impl Run {
    /// What is told on the command line, or else what a program says of itself.
    async fn openzro_version(&self) -> Option<String> {
        if self.openzro_version.is_some() {
            return self.openzro_version.clone();
        }
        let program = match &self.openzro {
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
}

/// Cancelled by Ctrl-C, or the SIGTERM of a CI system that gives up.
fn stop_on_signal() -> CancellationToken {
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
fn code(results: &Results) -> u8 {
    if results.cancelled {
        return exit::INTERRUPTED;
    }
    if results.counts().failed == 0 && results.counts().fixed > 0 {
        return exit::FIXED;
    }
    let failures = results.scenarios.iter();
    let mut codes = failures
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

    use super::*;

    #[test]
    fn what_kept_a_scenario_from_being_run_has_its_own_code() {
        let mut results = sample::results();
        assert_eq!(code(&results), exit::FAILED);
        let mut failure = sample::failure();
        failure.kind = FailureKind::Target(TargetFault::PortInUse);
        results.scenarios[2].outcome = crate::run::Outcome::Failed(Box::new(failure));
        assert_eq!(code(&results), exit::PORT_IN_USE);
        let mut failure = sample::failure();
        failure.kind = FailureKind::Token;
        results.scenarios[2].outcome = crate::run::Outcome::Failed(Box::new(failure));
        assert_eq!(code(&results), exit::BAD_TOKEN);
        results.cancelled = true;
        assert_eq!(code(&results), exit::INTERRUPTED);
    }
}
