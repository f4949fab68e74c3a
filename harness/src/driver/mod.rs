//! The people and programs of the guide: a person at a [`Browser`], openZro's [`Dashboard`], openZro's
//! command-line client [`Cli`], an administrator on openZro's REST API ([`Admin`]).
//!
//! A driver never asks which target it talks to: it has URLs, and speaks HTTP and gRPC as the real
//! thing would. Nothing here sleeps; what waits is driven by its caller.
//!
//! What the other side *refuses* is an outcome, because scenarios expect it. What *fails* (no
//! answer, an answer nobody can read, an answer that breaks the protocol) is an error.

mod admin;
mod browser;
mod cli;
mod dashboard;
mod http;
mod openid;
mod rest;
mod tampering;

use ambient::{Clock, Entropy};

use crate::Trust;
use crate::wire::Recorder;

pub use admin::{Admin, Invite};
pub use browser::{
    AuthorizeOutcome, AuthorizeRequest, Browser, BrowserError, Credentials, DeviceOutcome, Pkce,
};
pub use cli::{
    Called, Cli, CliError, DeviceAuthorization, DeviceFlow, DeviceLogin, DeviceStart, LoginFlag,
    PeerMeta, PkceFlow, PkceLogin, PkceOutcome, Poll, RegisteredPeer,
};
pub use dashboard::{Dashboard, DashboardError, DashboardSettings, Session, SignIn};
pub use http::{Answer, Http, HttpError};
pub use openid::{Claims, Discovery, Expected, Keys, OAuthError, TokenAnswer, TokenFault, Tokens};

pub(crate) use rest::RestClient;
pub use rest::{ApiAnswer, Authorization};
pub use tampering::Tampering;

/// What a driver takes from outside.
#[derive(Clone, Debug)]
pub struct Outside {
    /// What time it is.
    pub clock: Clock,
    /// Where states, nonces, verifiers and keys come from.
    pub entropy: Entropy,
    /// Where gRPC calls are recorded; HTTP is recorded by the taps it passes.
    pub recorder: Recorder,
    /// Which certificates are trusted.
    pub trust: Trust,
}
