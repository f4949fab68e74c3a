//! Integration-test harness for openZro with Authentik.

pub mod wire;
