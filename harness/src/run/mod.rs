//! Running scenarios: [`Event`]s tell what happens, a [`Record`] keeps what happened.

mod event;
mod outcome;
mod plan;
mod record;
mod runner;
mod stage;

pub use event::{Event, Listener};
pub use outcome::{FailedStep, Failure, FailureKind, Outcome, TargetFault};
pub use plan::Plan;
pub use record::{Record, StepRecord};
pub use runner::{Summary, run};
