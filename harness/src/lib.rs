//! Integration-test harness for openZro with Authentik.

pub mod catalogue;
pub mod cli;
pub mod docker;
pub mod driver;
pub mod har;
mod import;
pub mod lab;
pub mod provision;
pub mod replay;
pub mod report;
pub mod run;
pub mod scenario;
mod secret;
pub mod snapshot;
pub mod step;
mod suggestion;
pub mod target;
pub mod transcript;
mod trust;
pub mod wire;

pub use secret::Secret;
pub use trust::Trust;
