//! What to run, and how.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use ambient::{Clock, Entropy};

use crate::lab::Lab;
use crate::scenario::Scenario;
use crate::snapshot::Mode;
use crate::target::Pair;

/// What to run, and how.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The scenarios, in the order in which they are started.
    pub scenarios: Vec<Scenario>,
    /// What they run against.
    pub pair: Pair,
    /// What the targets share.
    pub lab: Lab,
    /// openZro's version, for the snapshots.
    pub openzro_version: Option<String>,
    /// How many scenarios run at the same time.
    pub jobs: NonZeroUsize,
    /// Whether snapshots are compared or written.
    pub snapshots: Mode,
    /// Whether a scenario that fails, or the only one, is left running until somebody stops it.
    pub keep: bool,
    /// The folder for logs and archives, which is made.
    pub folder: PathBuf,
    /// What time it is. Each scenario has a fork of it, which it may move.
    pub clock: Clock,
    /// Where mocks and drivers draw from.
    pub entropy: Entropy,
}
