//! `Login`: registers a machine, or lets a known one in.

use std::net::IpAddr;

use management_grpc::proto::{LoginRequest, LoginResponse, PeerConfig, PeerSystemMeta, SshConfig};

use super::config::openzro_config;
use super::peer::{Admission, Admitted};
use super::refusal::Refusal;
use super::token;
use crate::app::App;
use crate::model::PeerMeta;

/// Answers the machine with this key.
pub(super) async fn login(
    app: &App,
    key: String,
    address: Option<IpAddr>,
    request: LoginRequest,
) -> Result<LoginResponse, Refusal> {
    let Some(meta) = request.meta else {
        // Go prints an address that it does not know so.
        let address = address.map_or_else(|| "<nil>".to_owned(), |address| address.to_string());
        return Err(Refusal::NoMeta { key, address });
    };
    let user_id = match request.jwt_token.as_str() {
        "" => None,
        token => Some(token::user_id(app, token).await?),
    };
    let admission = Admission {
        key,
        address,
        meta: peer_meta(meta),
        user_id,
        setup_key: request.setup_key,
    };
    let admitted = admission.admit(app).await?;
    Ok(LoginResponse {
        openzro_config: Some(openzro_config(&app.config)),
        peer_config: Some(peer_config(app, &admitted)),
    })
}

fn peer_config(app: &App, Admitted { peer, settings }: &Admitted) -> PeerConfig {
    PeerConfig {
        // A network is always a /16.
        address: format!("{}/16", peer.ip),
        dns: String::new(),
        ssh_config: Some(SshConfig {
            ssh_enabled: peer.ssh_enabled,
            ssh_pub_key: Vec::new(),
        }),
        fqdn: peer.fqdn(&app.dns_domain(&peer.account_id)),
        routing_peer_dns_resolution_enabled: settings.routing_peer_dns_resolution_enabled,
        lazy_connection_enabled: settings.lazy_connection_enabled,
    }
}

fn peer_meta(meta: PeerSystemMeta) -> PeerMeta {
    PeerMeta {
        // Old clients tell the version of the system as `core`, which is not kept otherwise.
        os_version: if meta.os_version.is_empty() {
            meta.core
        } else {
            meta.os_version
        },
        core: String::new(),
        hostname: meta.hostname,
        go_os: meta.go_os,
        kernel: meta.kernel,
        platform: meta.platform,
        os: meta.os,
        openzro_version: meta.openzro_version,
        ui_version: meta.ui_version,
        kernel_version: meta.kernel_version,
        serial_number: meta.sys_serial_number,
    }
}
