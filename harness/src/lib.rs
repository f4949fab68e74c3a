//! Integration-test harness for openZro with Authentik.

pub mod driver;
pub mod har;
pub mod provision;
pub mod replay;
mod secret;
pub mod wire;

pub use secret::Secret;
