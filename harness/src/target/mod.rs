//! The systems under test, and how they are started and stopped.

mod choice;
mod recorded;

pub use choice::{AuthentikChoice, ChoiceError, OpenzroChoice, Pair};
pub use recorded::mock_for_recording;
