//! openZro's command-line client on one machine: it asks the management server how to log in, gets
//! tokens from the identity provider, and registers the machine (openZro reference §4).

mod device;
mod error;
mod flow;
mod pkce;
mod register;

use url::Url;

use super::{Http, Outside};
use crate::Secret;
use crate::wire::{GrpcStatus, Party};

pub use device::{DeviceAuthorization, DeviceLogin, DeviceStart, Poll};
pub use error::CliError;
pub use flow::{DeviceFlow, LoginFlag, PkceFlow};
pub use pkce::{PkceLogin, PkceOutcome};
pub use register::{PeerMeta, RegisteredPeer};

/// What the management server made of a gRPC call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called<T> {
    /// It answered.
    Answered(T),
    /// It refused.
    Refused(GrpcStatus),
}

/// The client on one machine, with the WireGuard key it made when it was installed. Every gRPC call
/// is recorded, decrypted.
#[derive(Clone, Debug)]
pub struct Cli {
    management: Url,
    http: Http,
    outside: Outside,
}

impl Cli {
    /// A client of the management server at `management`, with a fresh key.
    ///
    /// # Errors
    /// [`CliError`] when TLS cannot be set up.
    pub fn new(management: Url, outside: &Outside) -> Result<Self, CliError> {
        Ok(Self {
            management,
            http: Http::new(Party::Cli, &outside.trust)?,
            outside: outside.clone(),
        })
    }

    /// The machine's WireGuard public key, in base64: what a peer is known by.
    pub fn public_key(&self) -> String {
        todo!()
    }

    /// Asks how to log in by device code; refused with `NotFound` when there is no such flow.
    ///
    /// # Errors
    /// [`CliError`] when there is no answer, or the client would refuse it.
    pub async fn device_flow(&self) -> Result<Called<DeviceFlow>, CliError> {
        todo!()
    }

    /// Asks how to log in by code and PKCE.
    ///
    /// # Errors
    /// As for [`Cli::device_flow`].
    pub async fn pkce_flow(&self) -> Result<Called<PkceFlow>, CliError> {
        todo!()
    }

    /// Begins a device login at the identity provider.
    ///
    /// # Errors
    /// As for [`Cli::device_flow`].
    pub async fn start_device_login(&self, flow: DeviceFlow) -> Result<DeviceStart, CliError> {
        DeviceLogin::start(self.http.clone(), flow).await
    }

    /// Begins a login by code and PKCE: makes the request that the browser is to open.
    ///
    /// # Errors
    /// [`CliError`] when the flow cannot be used.
    pub fn start_pkce_login(&self, flow: PkceFlow) -> Result<PkceLogin, CliError> {
        PkceLogin::start(self.http.clone(), flow, &self.outside.entropy)
    }

    /// Registers the machine (gRPC `Login`) with a token, or without one, as a known machine does.
    ///
    /// # Errors
    /// [`CliError`] when there is no answer, or nobody can read it.
    pub async fn register(
        &self,
        token: Option<&Secret>,
        meta: &PeerMeta,
    ) -> Result<Called<RegisteredPeer>, CliError> {
        let _ = &self.management;
        todo!()
    }
}
