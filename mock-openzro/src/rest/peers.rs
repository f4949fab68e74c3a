//! `/peers`.

use std::net::IpAddr;

use axum::extract::{Path, RawQuery, State};
use serde::Serialize;

use super::authentication::Asking;
use super::error::RestError;
use super::groups::GroupMinimum;
use super::json::{Empty, Json};
use crate::app::App;
use crate::model;

/// A peer. Lists have `accessible_peers_count` besides.
#[derive(Serialize)]
pub(super) struct Peer {
    #[serde(skip_serializing_if = "Option::is_none")]
    accessible_peers_count: Option<u32>,
    approval_required: bool,
    city_name: &'static str,
    connected: bool,
    connection_ip: String,
    country_code: &'static str,
    dns_label: String,
    ephemeral: bool,
    extra_dns_labels: [(); 0],
    geoname_id: u32,
    groups: Option<Vec<GroupMinimum>>,
    hostname: String,
    id: String,
    inactivity_expiration_enabled: bool,
    ip: String,
    kernel_version: String,
    last_login: String,
    last_seen: String,
    login_expiration_enabled: bool,
    login_expired: bool,
    name: String,
    os: String,
    serial_number: String,
    ssh_enabled: bool,
    ui_version: String,
    user_id: String,
    version: String,
}

/// `GET /peers`, which `name` and `ip` filter by a part of them.
pub(super) async fn list(
    State(app): State<App>,
    Asking(asking): Asking,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<Peer>>, RestError> {
    let mut peers = app.peers(&asking.account_id, &asking.user_id)?;
    let query = query.unwrap_or_default();
    for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match key.as_ref() {
            "name" => peers.retain(|peer| peer.name.contains(value.as_ref())),
            "ip" => peers.retain(|peer| peer.ip.to_string().contains(value.as_ref())),
            _ => {}
        }
    }
    let peers = peers.into_iter().map(|peer| Peer {
        accessible_peers_count: Some(0),
        ..Peer::new(&app, peer)
    });
    Ok(Json(peers.collect()))
}

/// `GET /peers/{id}`.
pub(super) async fn read(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(peer_id): Path<String>,
) -> Result<Json<Peer>, RestError> {
    let peer = app.peer(&asking.account_id, &asking.user_id, &peer_id)?;
    Ok(Json(Peer::new(&app, peer)))
}

/// `DELETE /peers/{id}`.
pub(super) async fn delete(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(peer_id): Path<String>,
) -> Result<Json<Empty>, RestError> {
    app.delete_peer(&asking.account_id, &asking.user_id, &peer_id)
        .await?;
    Ok(Json(Empty {}))
}

impl Peer {
    fn new(app: &App, peer: model::Peer) -> Self {
        let groups = app.peer_groups(&peer.account_id, &peer.id);
        let groups: Vec<GroupMinimum> = groups.into_iter().map(GroupMinimum::from).collect();
        let dns_domain = app.dns_domain(&peer.account_id);
        let os_version = if peer.meta.os_version.is_empty() {
            &peer.meta.core
        } else {
            &peer.meta.os_version
        };
        Self {
            accessible_peers_count: None,
            approval_required: false,
            city_name: "",
            connected: peer.status.connected,
            connection_ip: connection_ip(peer.connection_ip),
            country_code: "",
            dns_label: peer.fqdn(&dns_domain),
            ephemeral: false,
            extra_dns_labels: [],
            geoname_id: 0,
            groups: (!groups.is_empty()).then_some(groups),
            inactivity_expiration_enabled: peer.inactivity_expiration_enabled,
            ip: peer.ip.to_string(),
            last_login: peer.last_login_or_zero().to_string(),
            last_seen: peer.status.last_seen.to_string(),
            login_expiration_enabled: peer.login_expiration_enabled,
            login_expired: peer.status.login_expired,
            os: format!("{} {os_version}", peer.meta.os),
            hostname: peer.meta.hostname,
            id: peer.id,
            kernel_version: peer.meta.kernel_version,
            name: peer.name,
            serial_number: peer.meta.serial_number,
            ssh_enabled: peer.ssh_enabled,
            ui_version: peer.meta.ui_version,
            user_id: peer.user_id,
            version: peer.meta.openzro_version,
        }
    }
}

/// Go writes no address as `<nil>`.
fn connection_ip(address: Option<IpAddr>) -> String {
    address.map_or_else(|| "<nil>".to_owned(), |address| address.to_string())
}
