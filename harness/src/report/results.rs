//! How each scenario ended.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::run::{Event, Listener, Outcome};
use crate::target::Pair;

/// How one scenario ended.
#[derive(Clone, Debug)]
pub struct ScenarioResult {
    /// Its name: `sso/login`.
    pub name: String,
    /// How it ended.
    pub outcome: Outcome,
    /// How long it took.
    pub took: Duration,
}

/// What a run came to.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// What it ran against.
    pub pair: Option<Pair>,
    /// Where its logs are.
    pub folder: Option<PathBuf>,
    /// Each scenario, in the order of the names that the run began with.
    pub scenarios: Vec<ScenarioResult>,
    /// How long it all took.
    pub took: Duration,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
    names: Vec<String>,
}

/// How many scenarios ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passed.
    pub passed: usize,
    /// Failed.
    pub failed: usize,
    /// Known bugs that seem to be mended.
    pub fixed: usize,
    /// Not for this pair of targets.
    pub not_applicable: usize,
    /// Not run to their end.
    pub skipped: usize,
}

impl Results {
    /// Empty results, to be kept by whoever reports, and the listener that fills them.
    pub fn listener() -> (Arc<Mutex<Self>>, impl Listener + 'static) {
        let results = Arc::new(Mutex::new(Self::default()));
        (Arc::clone(&results), Keeper(results))
    }

    /// The results of a pair in which nothing could be run.
    pub fn all(pair: Pair, names: Vec<String>, outcome: &Outcome) -> Self {
        let result = |name: &String| ScenarioResult {
            name: name.clone(),
            outcome: outcome.clone(),
            took: Duration::ZERO,
        };
        Self {
            pair: Some(pair),
            scenarios: names.iter().map(result).collect(),
            names,
            ..Self::default()
        }
    }

    /// How many ended how.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for scenario in &self.scenarios {
            *match scenario.outcome {
                Outcome::Passed { .. } => &mut counts.passed,
                Outcome::Failed(_) => &mut counts.failed,
                Outcome::Fixed(_) => &mut counts.fixed,
                Outcome::NotApplicable { .. } => &mut counts.not_applicable,
                Outcome::Skipped { .. } => &mut counts.skipped,
            } += 1;
        }
        counts
    }

    fn hear(&mut self, event: &Event) {
        match event {
            Event::RunStarted {
                pair,
                folder,
                scenarios,
            } => {
                self.pair = Some(pair.clone());
                self.folder = Some(folder.clone());
                self.names.clone_from(scenarios);
            }
            Event::ScenarioFinished {
                name,
                outcome,
                took,
            } => {
                self.scenarios.push(ScenarioResult {
                    name: name.clone(),
                    outcome: outcome.clone(),
                    took: *took,
                });
                let names = &self.names;
                let place = |name: &String| names.iter().position(|known| known == name);
                self.scenarios.sort_by_key(|result| place(&result.name));
            }
            Event::RunFinished { took, cancelled } => {
                self.took = *took;
                self.cancelled = *cancelled;
            }
            Event::ScenarioStarted { .. }
            | Event::StepStarted { .. }
            | Event::Kept { .. }
            | Event::StepFinished { .. } => {}
        }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            fixed: self.fixed + other.fixed,
            not_applicable: self.not_applicable + other.not_applicable,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

struct Keeper(Arc<Mutex<Results>>);

impl Listener for Keeper {
    fn hear(&mut self, event: &Event) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .hear(event);
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = [
            (self.passed, "passed"),
            (self.failed, "failed"),
            (self.fixed, "fixed?"),
            (self.not_applicable, "not applicable"),
            (self.skipped, "skipped"),
        ];
        let words = words.iter().filter(|(count, _)| *count > 0);
        let words: Vec<String> = words
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        match words.as_slice() {
            [] => f.write_str("nothing ran"),
            words => f.write_str(&words.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn results_stand_in_the_order_the_run_began_with() {
        let results = sample::results();
        let names: Vec<&str> = results
            .scenarios
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, ["device/approved", "sso/login", "users/delete"]);
        assert_eq!(
            results.counts().to_string(),
            "1 passed, 1 failed, 1 not applicable"
        );
        assert_eq!(Counts::default().to_string(), "nothing ran");
    }
}
