//! What a machine is told of the network's servers.

use management_grpc::proto::host_config::Protocol;
use management_grpc::proto::{HostConfig, OpenzroConfig};

use crate::config::{Config, Host};

pub(super) fn openzro_config(config: &Config) -> OpenzroConfig {
    OpenzroConfig {
        stuns: config.stuns.iter().map(host).collect(),
        signal: config.signal.as_ref().map(host),
    }
}

/// The real server crashes at an unknown protocol, in the first login; this one takes it for UDP.
fn host(host: &Host) -> HostConfig {
    let protocol = match host.proto.as_str() {
        "tcp" => Protocol::Tcp,
        "http" => Protocol::Http,
        "https" => Protocol::Https,
        "dtls" => Protocol::Dtls,
        _ => Protocol::Udp,
    };
    HostConfig {
        uri: host.uri.clone(),
        protocol: protocol.into(),
    }
}
