//! Runs scenarios side by side, and says what happens.

use std::sync::Arc;

use ambient::Stopwatch;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::stage::Stage;
use super::{Event, Listener, Outcome, Plan};

/// How a run ended.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Each scenario's outcome, in the order of the plan.
    pub outcomes: Vec<(String, Outcome)>,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}

/// Runs `plan` to its end, or until `stop` is cancelled; either way nothing that it started runs any
/// more when this returns.
pub async fn run(
    plan: Plan,
    listeners: &mut [Box<dyn Listener>],
    stop: &CancellationToken,
) -> Summary {
    let since = Stopwatch::start();
    let names: Vec<String> = plan.scenarios.iter().map(|it| it.name.clone()).collect();
    let mut say = |event: &Event| listeners.iter_mut().for_each(|one| one.hear(event));
    say(&Event::RunStarted {
        pair: plan.pair.clone(),
        folder: plan.folder.clone(),
        scenarios: names.clone(),
    });
    let (events, mut heard) = mpsc::unbounded_channel();
    let turns = Arc::new(Semaphore::new(plan.jobs.get()));
    let plan = Arc::new(plan);
    let mut tasks = JoinSet::new();
    for index in 0..plan.scenarios.len() {
        let stage = Stage {
            plan: plan.clone(),
            index,
            events: events.clone(),
            stop: stop.clone(),
        };
        tasks.spawn(perform(stage, turns.clone()));
    }
    drop(events);
    let mut outcomes: Vec<Option<Outcome>> = vec![None; names.len()];
    while let Some(event) = heard.recv().await {
        if let Event::ScenarioFinished { name, outcome, .. } = &event
            && let Some(index) = names.iter().position(|it| it == name)
        {
            outcomes[index] = Some(outcome.clone());
        }
        say(&event);
    }
    // The channel closed with the last task; this waits until what they held is dropped.
    tasks.join_all().await;
    let cancelled = stop.is_cancelled();
    say(&Event::RunFinished {
        took: since.elapsed(),
        cancelled,
    });
    let skipped = || Outcome::Skipped {
        reason: "it was not run".to_owned(),
    };
    let outcomes = outcomes.into_iter().map(|it| it.unwrap_or_else(skipped));
    Summary {
        outcomes: names.into_iter().zip(outcomes).collect(),
        cancelled,
    }
}

/// Runs one scenario when its turn comes.
async fn perform(stage: Stage, turns: Arc<Semaphore>) {
    let stop = stage.stop.clone();
    let name = stage.scenario().name.clone();
    let say = stage.events.clone();
    let turn = stop.run_until_cancelled(turns.acquire_owned()).await;
    let since = Stopwatch::start();
    let stopped = || Outcome::Skipped {
        reason: "the run was stopped".to_owned(),
    };
    let outcome = match turn {
        Some(Ok(_turn)) => {
            say.send(Event::ScenarioStarted { name: name.clone() }).ok();
            let mut world = None;
            let done = Box::pin(stage.perform(&mut world));
            let done = stop.run_until_cancelled(done).await;
            if let (Some(outcome), Some(world)) = (&done, &world) {
                stage.keep(outcome, world).await;
            }
            done.unwrap_or_else(stopped)
        }
        Some(Err(_)) | None => stopped(),
    };
    let took = since.elapsed();
    say.send(Event::ScenarioFinished {
        name,
        outcome,
        took,
    })
    .ok();
}
