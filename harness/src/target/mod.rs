//! The systems under test, and how they are started and stopped: [`Authentik`] and [`Openzro`], each
//! behind a wire tap. Dropping one stops what was started for it.

mod authentik;
mod choice;
mod error;
mod openzro;
mod pair;
mod process;
mod ready;
mod recorded;

pub use authentik::Authentik;
pub use choice::{AuthentikChoice, ChoiceError, OpenzroChoice, Pair, home};
pub use error::TargetError;
pub use mock_authentik::RotationError;
pub use openzro::{Openzro, OpenzroSettings};
pub use pair::{AtFirst, Targets, images, start_authentik};
pub use recorded::mock_for_recording;
