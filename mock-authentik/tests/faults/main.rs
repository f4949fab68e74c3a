//! Faults, key rotation and the strict device grant, as clients see them.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod device;
mod key_set;
mod rotation;
mod tokens;
mod verifier;
mod wire;
mod world;
