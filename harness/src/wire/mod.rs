//! The wire: what went over it, and what is done to it.
//!
//! A [`Tap`] stands between one asking side and one answering side. It records every [`Exchange`] in
//! a [`Recorder`] and applies [`Faults`], whichever target is behind it. gRPC does not pass through a
//! tap; drivers record each [`Call`] themselves.

mod body;
mod exchange;
mod fault;
mod glob;

mod recorder;
mod reply;
mod tap;
mod upstream;

pub use exchange::{
    Call, Entry, Exchange, GrpcStatus, Outcome, PARTY_HEADER, Party, Peer, Request, Response,
};
pub use fault::{Effect, Fault, Faults, Route};
pub use glob::{Glob, GlobError};
pub use recorder::{Mark, Recorder, Started};
pub use tap::{Tap, WireError};
pub use upstream::{SendError, Upstream};
