//! openZro's command-line client on one machine: it asks the management server how to log in, gets
//! tokens from the identity provider, and registers the machine (openZro reference §4).

mod audience;
mod device;
mod error;
mod flow;
mod management;
mod pkce;
mod register;
mod transport;

use management_grpc::proto::Empty;
use url::Url;

use self::management::{Management, Method};

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

impl<T> Called<T> {
    /// Reads the answer, if there is one, further.
    fn and_then<U>(
        self,
        read: impl FnOnce(T) -> Result<U, CliError>,
    ) -> Result<Called<U>, CliError> {
        match self {
            Self::Answered(answer) => read(answer).map(Called::Answered),
            Self::Refused(status) => Ok(Called::Refused(status)),
        }
    }
}

/// The client on one machine, with the WireGuard key it made when it was installed. Every gRPC call
/// is recorded, decrypted.
#[derive(Clone, Debug)]
pub struct Cli {
    management: Management,
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
            management: Management::new(management, outside)?,
            http: Http::new(Party::Cli, &outside.trust)?,
            outside: outside.clone(),
        })
    }

    /// The machine's WireGuard public key, in base64: what a peer is known by.
    pub fn public_key(&self) -> String {
        self.management.public_key().to_string()
    }

    /// Asks how to log in by device code; refused with `NotFound` when there is no such flow.
    ///
    /// # Errors
    /// [`CliError`] when there is no answer, or the client would refuse it.
    pub async fn device_flow(&self) -> Result<Called<DeviceFlow>, CliError> {
        let answer = self.management.call(Method::DeviceFlow, &Empty {}).await?;
        answer.and_then(DeviceFlow::of)
    }

    /// Asks how to log in by code and PKCE.
    ///
    /// # Errors
    /// As for [`Cli::device_flow`].
    pub async fn pkce_flow(&self) -> Result<Called<PkceFlow>, CliError> {
        let answer = self.management.call(Method::PkceFlow, &Empty {}).await?;
        answer.and_then(PkceFlow::of)
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
        let answer = self
            .management
            .call(Method::Login, &meta.login(token))
            .await?;
        answer.and_then(|answer| Ok(RegisteredPeer::of(answer)))
    }
}

/// A URL of the flow's configuration.
fn endpoint(field: &'static str, found: &str) -> Result<Url, CliError> {
    found.parse().map_err(|_| CliError::FlowConfig {
        field,
        found: found.to_owned(),
    })
}
