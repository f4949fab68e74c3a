//! How much one server lets its clients take.

use std::time::Duration;

/// Bounds on what clients can hold of a server. Those of time and number are here; how large a body may
/// be is the routes' own affair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Open connections; who comes later waits until one closes.
    pub connections: usize,
    /// How long a connection may be without a complete head of a request, whether it sends one slowly or
    /// sends nothing.
    pub head: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            head: Duration::from_secs(120),
        }
    }
}
