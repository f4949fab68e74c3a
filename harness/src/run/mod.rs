//! Running scenarios: [`Event`]s tell what happens, a [`Record`] keeps what happened.

mod archive;
mod event;
mod outcome;
mod plan;
mod record;
mod runner;
mod set_up;
mod stage;

pub use event::{Event, Listener};
pub use outcome::{Failure, FailureKind, Fixed, Outcome, StepPlace, TargetFault};
pub use plan::Plan;
pub use record::{Record, StepRecord};
pub use runner::{Summary, run};
