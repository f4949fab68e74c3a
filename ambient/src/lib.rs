//! The outside world, injected: the clock, randomness, waiting, the socket a server listens on, and the
//! certificates that are shown and trusted.
//!
//! Both mocks and the harness take these as values, so that a test decides what time it is and which
//! ids are drawn. This crate is the only place that reads the real ones; `clippy.toml` bans them
//! everywhere else.

mod authorities;
mod clock;
mod connections;
mod entropy;
mod limits;
mod reset;
mod server;
mod tls;
mod wait;

pub use authorities::{Authorities, NoCertificates};
pub use clock::{Clock, Stopwatch};
pub use entropy::Entropy;
pub use limits::Limits;
pub use reset::Reset;
pub use server::{ListenError, Listening, Server};
pub use tls::{Encrypted, Identity, IdentityError};
pub use wait::{TimedOut, delay, wait_until};
