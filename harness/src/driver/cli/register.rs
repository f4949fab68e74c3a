//! Registration of the machine: gRPC `Login`.

use schemars::JsonSchema;
use serde::Deserialize;

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
