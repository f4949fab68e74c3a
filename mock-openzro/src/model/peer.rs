//! A device in the mesh.

use std::net::{IpAddr, Ipv4Addr};

use jiff::Timestamp;

use super::ZERO_TIME;

/// A peer.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    pub(crate) id: String,
    pub(crate) account_id: String,
    /// Its `WireGuard` public key, base64.
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) dns_label: String,
    pub(crate) ip: Ipv4Addr,
    pub(crate) meta: PeerMeta,
    pub(crate) status: PeerStatus,
    /// Who logged it in; empty for a setup key.
    pub(crate) user_id: String,
    pub(crate) ssh_enabled: bool,
    pub(crate) login_expiration_enabled: bool,
    pub(crate) inactivity_expiration_enabled: bool,
    pub(crate) last_login: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
    /// Where it connected from.
    pub(crate) connection_ip: Option<IpAddr>,
}

/// What a peer says of itself.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct PeerMeta {
    pub(crate) hostname: String,
    pub(crate) go_os: String,
    pub(crate) kernel: String,
    pub(crate) core: String,
    pub(crate) platform: String,
    pub(crate) os: String,
    pub(crate) os_version: String,
    pub(crate) openzro_version: String,
    pub(crate) ui_version: String,
    pub(crate) kernel_version: String,
    pub(crate) serial_number: String,
}

/// How a peer is doing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PeerStatus {
    pub(crate) last_seen: Timestamp,
    pub(crate) connected: bool,
    pub(crate) login_expired: bool,
}

impl Peer {
    /// Its name in the mesh, `LABEL.DOMAIN`.
    pub(crate) fn fqdn(&self, dns_domain: &str) -> String {
        if dns_domain.is_empty() {
            self.dns_label.clone()
        } else {
            format!("{}.{dns_domain}", self.dns_label)
        }
    }

    /// When somebody last logged it in, or Go's zero time.
    pub(crate) fn last_login_or_zero(&self) -> Timestamp {
        self.last_login.unwrap_or(ZERO_TIME)
    }
}
