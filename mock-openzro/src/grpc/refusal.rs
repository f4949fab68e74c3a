//! Why a call is refused, and the status that says so, word for word as the real server's.

use management_grpc::OpenError;
use tonic::{Code, Status};

use crate::account;
use crate::auth::JwtError;

/// A refused call.
#[derive(Clone, Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// `Login` came from a sender whose key is none.
    #[error("provided wgPubKey {0} is invalid")]
    SenderKey(String),
    /// `Login` could not be opened.
    #[error("invalid request message")]
    Message,
    /// Another method came from a sender whose key is none.
    #[error("error while parsing peer's Wireguard public key {key} on {method} request.")]
    FlowSenderKey {
        /// What it sent as a key.
        key: String,
        /// What it called.
        method: &'static str,
    },
    /// Another method's message could not be opened.
    #[error("error while decrypting peer's message with Wireguard public key {0}.")]
    FlowMessage(String),
    /// There is no device flow, or its provider is `none`.
    #[error("no device authorization flow information available")]
    NoDeviceFlow,
    /// The device flow's provider is not `hosted`.
    #[error("no provider found in the protocol for {0}")]
    UnknownProvider(String),
    /// There is no PKCE flow.
    #[error("no pkce authorization flow information available")]
    NoPkceFlow,
    /// A login without the machine's description.
    #[error("peer system meta has to be provided to log in. Peer {key}, remote addr {address}")]
    NoMeta {
        /// The machine's key.
        key: String,
        /// Where it called from.
        address: String,
    },
    /// A token that does not hold.
    #[error("invalid jwt token, err: {0}")]
    Token(JwtError),
    /// A good token, but its user found no account.
    #[error("unable to fetch account with claims, err: {0}")]
    Account(account::Refusal),
    /// A good token, none of whose groups is let in.
    #[error("{0}")]
    Groups(account::Refusal),
    /// An unknown machine without a token or setup key.
    #[error("no peer auth method provided, please use a setup key or interactive SSO login")]
    NoAuthMethod,
    /// A setup key; this mock has none.
    #[error("couldn't add peer: setup key is invalid")]
    SetupKey,
    /// A known machine with the token of somebody else.
    #[error("peer is already registered by a different User or a Setup Key")]
    OtherUser,
    /// A known machine whose login is too old.
    #[error("peer login has expired, please log in once more")]
    LoginExpired,
    /// A known machine whose user is blocked.
    #[error("user is blocked")]
    Blocked,
    /// Anything else: the real server logs why, and keeps it to itself.
    #[error("failed handling request")]
    Internal,
}

impl Refusal {
    fn code(&self) -> Code {
        match self {
            Self::SenderKey(_)
            | Self::Message
            | Self::FlowSenderKey { .. }
            | Self::FlowMessage(_)
            | Self::UnknownProvider(_)
            | Self::Token(_) => Code::InvalidArgument,
            Self::NoDeviceFlow | Self::NoPkceFlow | Self::SetupKey => Code::NotFound,
            Self::NoMeta { .. } => Code::FailedPrecondition,
            Self::Groups(_)
            | Self::NoAuthMethod
            | Self::OtherUser
            | Self::LoginExpired
            | Self::Blocked => Code::PermissionDenied,
            Self::Account(_) | Self::Internal => Code::Internal,
        }
    }
}

impl From<OpenError> for Refusal {
    fn from(_: OpenError) -> Self {
        Self::Message
    }
}

impl From<Refusal> for Status {
    fn from(refusal: Refusal) -> Self {
        Self::new(refusal.code(), refusal.to_string())
    }
}
