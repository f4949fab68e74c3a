//! What the benches and the program `measure` share: an installation that is set up through Authentik's
//! own API, a generator of load, and what the operating system knows of a process.
//!
//! `docs/performance.md` has the figures, and says how to repeat them.

mod installation;
mod load;
mod process;

pub use installation::{Installation, TOKEN};
pub use load::{Load, Requests, get_request};
pub use process::{ServerProcess, resident_bytes};

/// Whatever goes wrong ends a measurement.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
