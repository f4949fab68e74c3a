//! One scenario: its targets, its steps, its record, its verdict.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use ambient::Stopwatch;
use serde_json::json;
use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::{Event, FailedStep, Failure, FailureKind, Outcome, Plan, Record, StepRecord};
use crate::driver::{Outside, Trust};
use crate::har::{self, Secrets};
use crate::provision::{ManagementFiles, Provisioned, provision};
use crate::scenario::{Place, Scenario};
use crate::snapshot;
use crate::step::{Act, Step, World, reports};
use crate::target::{AuthentikChoice, OpenzroChoice, TargetError, Targets, start_authentik};
use crate::wire::{Entry, Exchange, Peer, Recorder};

/// One scenario of a plan.
pub(super) struct Stage {
    pub(super) plan: Arc<Plan>,
    pub(super) index: usize,
    pub(super) events: UnboundedSender<Event>,
    pub(super) stop: CancellationToken,
}

/// Where a scenario ended before its verdict.
enum Ended {
    NotApplicable(String),
    Failed(Failure),
}

impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Stage {
    pub(super) fn scenario(&self) -> &Scenario {
        &self.plan.scenarios[self.index]
    }

    fn folder(&self) -> PathBuf {
        self.plan.folder.join(&self.scenario().name)
    }

    fn say(&self, event: Event) {
        // Nobody listens any more when the run is being stopped.
        self.events.send(event).ok();
    }

    fn failure(&self, kind: FailureKind, message: String) -> Failure {
        Failure {
            step: None,
            kind,
            message,
            exchange: None,
            logs: Some(self.folder()),
        }
    }

    fn target(&self, error: &TargetError) -> Failure {
        self.failure(FailureKind::Target(error.fault()), error.to_string())
    }

    /// Runs it. Its targets stop when `world` is dropped.
    pub(super) async fn perform(&self, world: &mut Option<World>) -> Outcome {
        if let Some(reason) = self.inapplicable() {
            return Outcome::NotApplicable { reason };
        }
        let recorder = Recorder::new(self.plan.clock.clone());
        match self.play(&recorder, world).await {
            Ok(()) => Outcome::Passed,
            Err(Ended::NotApplicable(reason)) => Outcome::NotApplicable { reason },
            Err(Ended::Failed(failure)) => Outcome::Failed(Box::new(failure)),
        }
    }

    /// Leaves the scenario's targets running until somebody stops the run, if that is wanted.
    pub(super) async fn keep(&self, outcome: &Outcome, world: &World) {
        let only = self.plan.scenarios.len() == 1;
        if !self.plan.keep || !(only || outcome.failure().is_some()) {
            return;
        }
        self.say(Event::Kept {
            scenario: self.scenario().name.clone(),
            authentik: world.targets.authentik_url().clone(),
            openzro: world.targets.rest_url().clone(),
            logs: self.folder(),
        });
        self.stop.cancelled().await;
    }

    /// Why the scenario is not for these targets, as far as one can tell before they run.
    fn inapplicable(&self) -> Option<String> {
        let (pair, scenario) = (&self.plan.pair, self.scenario());
        let has = |wanted: fn(&Step) -> bool| scenario.steps.iter().any(|it| wanted(&it.value));
        let mocks = pair.authentik == AuthentikChoice::Mock && pair.openzro == OpenzroChoice::Mock;
        if has(|step| matches!(step, Step::ClockAdvance(_))) && !mocks {
            return Some("it moves the clock, which only mocks let it".to_owned());
        }
        if let OpenzroChoice::Url(url) = &pair.openzro {
            let ours = |step: &Step| {
                matches!(
                    step,
                    Step::FaultSet(_) | Step::FaultClear(_) | Step::OpenzroRestart(_)
                )
            };
            if has(ours)
                || scenario.given.management != crate::provision::ManagementGuide::default()
            {
                return Some(format!(
                    "openZro at {url} is configured and run by somebody else"
                ));
            }
        }
        None
    }

    async fn play(&self, recorder: &Recorder, world: &mut Option<World>) -> Result<(), Ended> {
        let folder = self.folder();
        fs::create_dir_all(&folder).map_err(|source| {
            let path = folder.clone();
            self.target(&TargetError::File { path, source })
        })?;
        let (mut record, set) = self.set_up(recorder).await?;
        let world = world.insert(set);
        let done = self.steps(world, &mut record).await;
        self.archive(recorder, world);
        done?;
        if !world.targets.sees_the_wire() {
            return Ok(());
        }
        match snapshot::check(&self.scenario().file, &record, self.plan.snapshots) {
            None => Ok(()),
            Some(failure) => {
                let logs = failure.logs.clone().or_else(|| Some(self.folder()));
                Err(Failure { logs, ..failure }.into())
            }
        }
    }

    /// Starts Authentik, sets it up as the guide says, and starts openZro.
    async fn set_up(&self, recorder: &Recorder) -> Result<(Record, World), Ended> {
        let (plan, scenario) = (&self.plan, self.scenario());
        let outside = Outside {
            clock: plan.clock.clone(),
            entropy: plan.entropy.clone(),
            recorder: recorder.clone(),
            trust: Trust::default(),
        };
        let target = |error: TargetError| self.target(&error);
        let authentik = start_authentik(&plan.pair, &outside)
            .await
            .map_err(target)?;
        let api = Targets::api(&authentik, &outside).map_err(target)?;
        let provisioned = provision(&scenario.given, &api, &plan.entropy)
            .await
            .map_err(|error| self.failure(FailureKind::Provisioning, error.to_string()))?;
        let excluded = scenario.applies_to.authentik.excludes(&provisioned.version);
        if let Some(reason) = excluded {
            return Err(Ended::NotApplicable(reason));
        }
        let files = ManagementFiles::render(&scenario.given, &provisioned, &plan.entropy);
        let since = recorder.mark();
        let log = self.folder().join("openzro.log");
        let started =
            Targets::start(&plan.pair, authentik, &scenario.given, files, log, &outside).await;
        let targets = started.map_err(|error| {
            let telling = recorder.since(since).into_iter().rev().find_map(refused);
            Failure {
                exchange: telling,
                ..self.target(&error)
            }
        })?;
        let steps = vec![
            StepRecord {
                title: "Authentik is set up as the guide says".to_owned(),
                seen: reports(&provisioned.steps),
                entries: Vec::new(),
            },
            StepRecord {
                title: "openZro's management server starts".to_owned(),
                seen: json!({ "outcome": "started" }),
                entries: recorder.since(since),
            },
        ];
        let record = self.record(
            &provisioned,
            steps,
            targets.authentik_url(),
            targets.rest_url(),
        );
        let world = World::new(scenario.given.clone(), provisioned, targets, api, outside)
            .map_err(|error| self.target(&error.into()))?;
        Ok((record, world))
    }

    fn record(
        &self,
        provisioned: &Provisioned,
        steps: Vec<StepRecord>,
        authentik: &Url,
        openzro: &Url,
    ) -> Record {
        Record {
            scenario: self.scenario().name.clone(),
            summary: self.scenario().summary.clone(),
            pair: self.plan.pair.clone(),
            openzro_version: self.plan.openzro_version.clone(),
            authentik: authentik.clone(),
            openzro: openzro.clone(),
            provisioned: provisioned.clone(),
            steps,
        }
    }

    async fn steps(&self, world: &mut World, record: &mut Record) -> Result<(), Failure> {
        let scenario = self.scenario();
        let of = scenario.steps.len();
        for (index, step) in scenario.steps.iter().enumerate() {
            let act = step.value.act();
            let (scenario, title) = (scenario.name.clone(), act.title());
            self.say(Event::StepStarted {
                scenario: scenario.clone(),
                index,
                of,
                title: title.clone(),
            });
            let since = Stopwatch::start();
            let done = self.step(act, world, record).await;
            let place = Place::from(step.referenced);
            done.map_err(|failure| Failure {
                step: Some(FailedStep {
                    index,
                    title: title.clone(),
                    place: format!("{}:{place}", self.scenario().file.display()),
                }),
                ..failure
            })?;
            self.say(Event::StepFinished {
                scenario,
                index,
                of,
                title,
                took: since.elapsed(),
            });
        }
        Ok(())
    }

    async fn step(
        &self,
        act: &dyn Act,
        world: &mut World,
        record: &mut Record,
    ) -> Result<(), Failure> {
        let recorder = world.outside.recorder.clone();
        let since = recorder.mark();
        let done = act.act(world).await;
        let entries = recorder.since(since);
        let seen = done.map_err(|error| Failure {
            exchange: entries.iter().rev().cloned().find_map(refused),
            ..self.failure(error.kind(), error.to_string())
        })?;
        let met = match act.expect() {
            Some(expect) => {
                let references = world.references();
                let met = expect.check(&seen, &entries, &references);
                if world.targets.sees_the_wire() {
                    met.and_then(|()| expect.check_wire(&entries, &references))
                } else {
                    met
                }
            }
            None => Ok(()),
        };
        record.steps.push(StepRecord {
            title: act.title(),
            seen,
            entries,
        });
        met.map_err(|unmet| Failure {
            exchange: unmet.exchange,
            ..self.failure(FailureKind::Expectation, unmet.message)
        })
    }

    /// Keeps what went over the wire, without secrets. That there is no room for it must not change a
    /// scenario's outcome.
    fn archive(&self, recorder: &Recorder, world: &World) {
        let entries = recorder.all();
        let sides = [
            (
                Peer::Authentik,
                "authentik.har",
                world.targets.authentik_url(),
            ),
            (Peer::Openzro, "openzro.har", world.targets.rest_url()),
        ];
        for (peer, name, base) in sides {
            let exchanges: Vec<Exchange> = entries
                .iter()
                .filter_map(Entry::http)
                .filter(|exchange| exchange.to == peer)
                .cloned()
                .collect();
            let path = self.folder().join(name);
            if let Err(error) = har::write(&path, base, &exchanges, Secrets::Redacted) {
                tracing::warn!("no archive: {error}");
            }
        }
    }
}

fn refused(entry: Entry) -> Option<Arc<Exchange>> {
    match entry {
        Entry::Http(exchange) => {
            let bad = exchange
                .status()
                .is_none_or(|status| status.as_u16() >= 400);
            bad.then_some(exchange)
        }
        Entry::Grpc(_) => None,
    }
}
