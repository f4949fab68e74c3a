//! The wire: what went over it, and what is done to it.
//!
//! A [`Tap`] stands between one asking side and one answering side. It records every [`Exchange`] in
//! a [`Recorder`] and applies [`Faults`], whichever target is behind it. gRPC does not pass through a
//! tap; drivers record each [`Call`] themselves.

mod body;
mod exchange;
mod fault;
mod format;
mod jwt;
mod keys;
mod recorder;
mod reply;
mod secret;
mod tap;
mod upstream;

pub use exchange::{
    Call, Entry, Exchange, GrpcStatus, Outcome, PARTY_HEADER, Party, Peer, Request, Response,
};
pub use fault::{Fault, Faults, Route};
pub use format::{Format, Piece, pieces, shape};
pub use jwt::Jwt;
pub use keys::{Keys, Verdict};
pub use recorder::{Mark, Recorder, Started};
pub use secret::{is_secret_field, is_secret_header, redact_body, redact_headers, redact_target};
pub use tap::{Front, Tap, WireError};
pub use upstream::{SendError, Upstream};
