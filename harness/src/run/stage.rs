//! One scenario: its targets, its steps, its record, its verdict.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use ambient::Stopwatch;
use tokio::sync::mpsc::UnboundedSender;
use tokio_util::sync::CancellationToken;

use super::archive::archive;
use super::{Event, Failure, FailureKind, Fixed, Outcome, Plan, Record, StepPlace, StepRecord};
use crate::driver::Outside;
use crate::scenario::{Expect, Place, Scenario, Unmet, Version};
use crate::snapshot;
use crate::step::{Act, FaultSet, RotateKey, Step, World};
use crate::target::{AuthentikChoice, OpenzroChoice, Pair, TargetError, home};
use crate::wire::{Entry, Exchange, Recorder};

/// One scenario of a plan.
pub(super) struct Stage {
    pub(super) plan: Arc<Plan>,
    pub(super) index: usize,
    pub(super) events: UnboundedSender<Event>,
    pub(super) stop: CancellationToken,
}

/// Where a scenario ended before its verdict.
pub(super) enum Ended {
    NotApplicable(String),
    Fixed(Fixed),
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

    /// What it runs against.
    pub(super) fn pair(&self) -> Pair {
        let Pair { authentik, openzro } = &self.plan.pair;
        Pair {
            authentik: authentik.settled(&self.scenario().applies_to.authentik),
            openzro: openzro.clone(),
        }
    }

    pub(super) fn has(&self, wanted: fn(&Step) -> bool) -> bool {
        let steps = &self.scenario().steps;
        steps.iter().any(|step| wanted(&step.value))
    }

    pub(super) fn folder(&self) -> PathBuf {
        self.plan.folder.join(&self.scenario().name)
    }

    fn say(&self, event: Event) {
        // Nobody listens any more when the run is being stopped.
        self.events.send(event).ok();
    }

    pub(super) fn failure(&self, kind: FailureKind, message: String) -> Failure {
        Failure {
            step: None,
            kind,
            message,
            exchange: None,
            entries: Vec::new(),
            logs: Some(self.folder()),
        }
    }

    pub(super) fn target(&self, error: &TargetError) -> Failure {
        self.failure(FailureKind::Target(error.fault()), error.to_string())
    }

    /// Runs it. Its targets stop when `world` is dropped.
    pub(super) async fn perform(&self, world: &mut Option<World>) -> Outcome {
        if let Some(reason) = self.inapplicable() {
            return Outcome::NotApplicable { reason };
        }
        let clock = self.plan.clock.fork();
        let recorder = Recorder::new(clock.clone());
        let outside = Outside {
            clock,
            entropy: self.plan.entropy.clone(),
            recorder,
            trust: self.plan.lab.trust().clone(),
        };
        match self.play(outside, world).await {
            Ok(note) => Outcome::Passed { note },
            Err(Ended::NotApplicable(reason)) => Outcome::NotApplicable { reason },
            Err(Ended::Fixed(fixed)) => Outcome::Fixed(Box::new(fixed)),
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
        let mock_authentik = matches!(pair.authentik, AuthentikChoice::Mock(_));
        let mocks = mock_authentik && pair.openzro == OpenzroChoice::Mock;
        if self.has(|step| matches!(step, Step::ClockAdvance(_))) && !mocks {
            return Some("it moves the clock, which only mocks let it".to_owned());
        }
        let spoils_the_issuer = |step: &Step| {
            matches!(
                step,
                Step::FaultSet(FaultSet::AtTheIssuer(_))
                    | Step::RotateKey(RotateKey { keep_old: true })
            )
        };
        if self.has(spoils_the_issuer) && !mock_authentik {
            return Some("it spoils what Authentik issues, which only the mock lets it".to_owned());
        }
        if let OpenzroChoice::Url(url) = &pair.openzro {
            let ours = |step: &Step| {
                matches!(
                    step,
                    Step::FaultSet(_)
                        | Step::FaultClear(_)
                        | Step::OpenzroStart(_)
                        | Step::OpenzroRestart(_)
                )
            };
            if self.has(ours)
                || scenario.given.management != crate::provision::ManagementGuide::default()
            {
                return Some(format!(
                    "openZro at {url} is configured and run by somebody else"
                ));
            }
        }
        None
    }

    /// Plays it to its end, and gives what was not looked at.
    async fn play(
        &self,
        outside: Outside,
        world: &mut Option<World>,
    ) -> Result<Option<String>, Ended> {
        let folder = self.folder();
        fs::create_dir_all(&folder).map_err(|source| {
            let path = folder.clone();
            self.target(&TargetError::File { path, source })
        })?;
        let (mut record, set) = self.set_up(outside).await?;
        let world = world.insert(set);
        let done = self.steps(world, &mut record).await;
        archive(&self.folder(), world);
        done?;
        if !world.targets.sees_the_wire() {
            return Ok(Some(
                "nothing taps this pair: its snapshot was left alone".to_owned(),
            ));
        }
        let home = home(&self.scenario().applies_to.authentik);
        let found = record.provisioned.version.parse::<Version>();
        let is_home = |found: &Version| {
            let home = home.name().parse();
            home.is_ok_and(|home| found.is_of_release(&home))
        };
        if !found.as_ref().is_ok_and(is_home) {
            let note = format!("its snapshot is of Authentik {home}, and was left alone");
            return Ok(Some(note));
        }
        match snapshot::check(&self.scenario().file, &record, self.plan.snapshots) {
            None => Ok(None),
            Some(failure) => {
                let steps = record.steps.into_iter();
                Err(Ended::Failed(Failure {
                    logs: failure.logs.clone().or_else(|| Some(self.folder())),
                    entries: steps.flat_map(|step| step.entries).collect(),
                    ..failure
                }))
            }
        }
    }

    async fn steps(&self, world: &mut World, record: &mut Record) -> Result<(), Ended> {
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
            let place = StepPlace {
                index,
                title: title.clone(),
                place: format!(
                    "{}:{}",
                    self.scenario().file.display(),
                    Place::from(step.referenced)
                ),
            };
            self.step(act, place, world, record).await?;
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
        place: StepPlace,
        world: &mut World,
        record: &mut Record,
    ) -> Result<(), Ended> {
        let recorder = world.outside.recorder.clone();
        let since = recorder.mark();
        let done = act.act(world).await;
        let entries = recorder.since(since);
        let failed = |exchange, kind, message| Failure {
            step: Some(place.clone()),
            exchange,
            entries: entries.clone(),
            ..self.failure(kind, message)
        };
        let seen = done.map_err(|error| {
            let telling = entries.iter().rev().cloned().find_map(refused);
            failed(telling, error.kind(), error.to_string())
        })?;
        let references = world.references();
        let sees_the_wire = world.targets.sees_the_wire();
        let holds = |expect: &Expect| {
            expect.check(&seen, &entries, &references)?;
            if sees_the_wire {
                expect.check_wire(&entries, &references)?;
            }
            Ok(())
        };
        let kept = |expect: &Expect| holds(expect).and_then(|()| expect.kept(&seen));
        let met = act.expect().map_or_else(|| Ok(Vec::new()), kept);
        let mended = act.expect().and_then(|expect| expect.once_mended.as_ref());
        let mended = mended.is_some_and(|expect| holds(expect).is_ok());
        let ended = met.map_err(|unmet: Unmet| match &self.scenario().known_bug {
            Some(expected) if mended => Ended::Fixed(Fixed {
                step: place.clone(),
                expected: expected.clone(),
            }),
            _ => failed(unmet.exchange, FailureKind::Expectation, unmet.message).into(),
        });
        let ended = ended.map(|kept| world.keep(kept));
        record.steps.push(StepRecord {
            title: act.title(),
            seen,
            entries,
        });
        ended
    }
}

/// An exchange that came to nothing, or to a refusal.
pub(super) fn refused(entry: Entry) -> Option<Arc<Exchange>> {
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
