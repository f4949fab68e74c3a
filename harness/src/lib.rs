//! Integration-test harness for openZro with Authentik.

pub mod driver;
pub mod provision;
mod secret;
pub mod wire;

pub use secret::Secret;
