//! Registration of the machine: gRPC `Login`.

use management_grpc::proto::{LoginRequest, LoginResponse, PeerSystemMeta};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::Secret;

/// What the machine says of itself. The management server insists on it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PeerMeta {
    /// Its host name, which becomes the peer's name.
    pub hostname: String,
    /// Its kind of operating system, as Go names it.
    pub goos: String,
    /// The kernel.
    pub kernel: String,
    /// The operating system.
    pub os: String,
    /// The client's version.
    pub openzro_version: String,
}

impl Default for PeerMeta {
    fn default() -> Self {
        Self {
            hostname: "laptop".to_owned(),
            goos: "linux".to_owned(),
            kernel: "Linux".to_owned(),
            os: "Debian".to_owned(),
            openzro_version: "0.53.1".to_owned(),
        }
    }
}

/// A registered machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredPeer {
    /// Its address in the network, with the prefix: `100.64.0.1/16`.
    pub address: String,
    /// Its name in the network's DNS.
    pub fqdn: String,
}

impl PeerMeta {
    /// The request of the machine, with the token of a person or without.
    pub(super) fn login(&self, token: Option<&Secret>) -> LoginRequest {
        LoginRequest {
            meta: Some(PeerSystemMeta {
                hostname: self.hostname.clone(),
                go_os: self.goos.clone(),
                kernel: self.kernel.clone(),
                os: self.os.clone(),
                openzro_version: self.openzro_version.clone(),
                ..PeerSystemMeta::default()
            }),
            jwt_token: token.map_or_else(String::new, |token| token.reveal().to_owned()),
            ..LoginRequest::default()
        }
    }
}

impl RegisteredPeer {
    pub(super) fn of(answer: LoginResponse) -> Self {
        let config = answer.peer_config.unwrap_or_default();
        Self {
            address: config.address,
            fqdn: config.fqdn,
        }
    }
}
