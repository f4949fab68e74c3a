//! Containers, for targets that are images: on one private network for each run, labelled with the
//! run, and gone when it is.

mod container;
mod engine;
mod error;
mod grounds;
mod labels;
mod log;
mod sweep;

pub use container::{Container, File, Spec};
pub use engine::Engine;
pub use error::DockerError;
pub use grounds::Grounds;
pub use labels::Labels;
pub use sweep::{Sweep, Swept};
