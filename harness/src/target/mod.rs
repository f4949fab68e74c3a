//! The systems under test, and how they are started and stopped.

mod choice;

pub use choice::{AuthentikChoice, ChoiceError, OpenzroChoice, Pair};
