//! What the runner says while it runs. Progress, table, JUnit and JSON are all made of this.

use std::path::PathBuf;
use std::time::Duration;

use url::Url;

use super::Outcome;
use crate::target::Pair;

/// Something happened. Events own what they say, so that a listener may keep them.
#[derive(Clone, Debug)]
pub enum Event {
    /// The scenarios are read and checked, and the first is about to start.
    RunStarted {
        /// What they run against.
        pair: Pair,
        /// Where the run's logs and archives are.
        folder: PathBuf,
        /// Their names, in the order in which they are reported.
        scenarios: Vec<String>,
    },
    /// A scenario's targets are being started.
    ScenarioStarted {
        /// The scenario.
        name: String,
    },
    /// A step has begun.
    StepStarted {
        /// The scenario.
        scenario: String,
        /// Which step, from 0.
        index: usize,
        /// How many steps there are.
        of: usize,
        /// What it does, in words.
        title: String,
    },
    /// A step has ended; [`Event::ScenarioFinished`] says how when it failed.
    StepFinished {
        /// The scenario.
        scenario: String,
        /// Which step, from 0.
        index: usize,
        /// How many steps there are.
        of: usize,
        /// What it did, in words.
        title: String,
        /// How long it took.
        took: Duration,
    },
    /// A scenario's targets are left running until somebody stops the run (`--keep`).
    Kept {
        /// The scenario.
        scenario: String,
        /// Where Authentik is.
        authentik: Url,
        /// Where openZro's REST API is.
        openzro: Url,
        /// The folder with the logs.
        logs: PathBuf,
    },
    /// A scenario has ended, and its targets are stopped.
    ScenarioFinished {
        /// The scenario.
        name: String,
        /// How it ended.
        outcome: Outcome,
        /// How long it took, its targets' start included.
        took: Duration,
    },
    /// Nothing runs any more.
    RunFinished {
        /// How long it all took.
        took: Duration,
        /// Whether it was stopped before its end (Ctrl-C).
        cancelled: bool,
    },
}

/// Something that hears every event, one after the other.
pub trait Listener: Send {
    /// Hears one.
    fn hear(&mut self, event: &Event);
}
