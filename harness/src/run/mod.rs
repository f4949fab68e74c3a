//! Running scenarios: [`Event`]s tell what happens, a [`Record`] keeps what happened.

mod event;
mod outcome;
mod record;

pub use event::{Event, Listener};
pub use outcome::{FailedStep, Failure, FailureKind, Outcome};
pub use record::{Record, StepRecord};
