//! An account's settings on the wire.

use serde::{Deserialize, Serialize};

use crate::model::{ExtraSettings, PortFilter, Settings};

/// The settings, in the real order: alphabetical. In a request each may be absent.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct WireSettings {
    admission_enforcement_enabled: Option<bool>,
    admission_exempt_groups: Option<Vec<String>>,
    admission_posture_checks: Option<Vec<String>>,
    client_update_exclude_groups: Option<Vec<String>>,
    client_update_force: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_update_rollout_percent: Option<i64>,
    client_update_target_groups: Option<Vec<String>>,
    client_update_target_peers: Option<Vec<String>>,
    client_update_target_version: Option<String>,
    dns_domain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<WireExtra>,
    groups_propagation_enabled: Option<bool>,
    jwt_allow_groups: Option<Vec<String>>,
    jwt_groups_claim_name: Option<String>,
    jwt_groups_enabled: Option<bool>,
    lazy_connection_enabled: Option<bool>,
    mfa_enforce_federated: Option<bool>,
    mfa_enforce_local: Option<bool>,
    peer_inactivity_expiration: Option<i64>,
    peer_inactivity_expiration_enabled: Option<bool>,
    peer_login_expiration: Option<i64>,
    peer_login_expiration_enabled: Option<bool>,
    regular_users_view_blocked: Option<bool>,
    routing_peer_dns_resolution_enabled: Option<bool>,
}

/// The extra settings.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct WireExtra {
    #[serde(skip_serializing_if = "Option::is_none")]
    network_traffic_default_range: Option<String>,
    network_traffic_disable_default_port_filter: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network_traffic_excluded_ports: Option<Vec<PortFilter>>,
    network_traffic_logs_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    network_traffic_logs_groups: Option<Vec<String>>,
    network_traffic_packet_counter_enabled: Option<bool>,
    peer_approval_enabled: Option<bool>,
}

impl WireSettings {
    /// What a request means. What it leaves out is off, but for the second factor's and the extra
    /// settings, which stay as they were. `None` for a rollout percentage that is none.
    pub(super) fn into_settings(self, before: Settings) -> Option<Settings> {
        if self
            .client_update_rollout_percent
            .is_some_and(|percent| !(0..=100).contains(&percent))
        {
            return None;
        }
        let version = self.client_update_target_version.unwrap_or_default();
        Some(Settings {
            extra: self
                .extra
                .map(|extra| extra.into_settings(before.extra.unwrap_or_default())),
            client_update_target_version: version.strip_prefix('v').unwrap_or(&version).to_owned(),
            client_update_rollout_percent: self.client_update_rollout_percent,
            mfa_enforce_federated: self
                .mfa_enforce_federated
                .unwrap_or(before.mfa_enforce_federated),
            mfa_enforce_local: self.mfa_enforce_local.unwrap_or(before.mfa_enforce_local),
            admission_enforcement_enabled: self.admission_enforcement_enabled.unwrap_or_default(),
            admission_exempt_groups: self.admission_exempt_groups.unwrap_or_default(),
            admission_posture_checks: self.admission_posture_checks.unwrap_or_default(),
            client_update_exclude_groups: self.client_update_exclude_groups.unwrap_or_default(),
            client_update_force: self.client_update_force.unwrap_or_default(),
            client_update_target_groups: self.client_update_target_groups.unwrap_or_default(),
            client_update_target_peers: self.client_update_target_peers.unwrap_or_default(),
            dns_domain: self.dns_domain.unwrap_or_default(),
            groups_propagation_enabled: self.groups_propagation_enabled.unwrap_or_default(),
            jwt_allow_groups: self.jwt_allow_groups.unwrap_or_default(),
            jwt_groups_claim_name: self.jwt_groups_claim_name.unwrap_or_default(),
            jwt_groups_enabled: self.jwt_groups_enabled.unwrap_or_default(),
            lazy_connection_enabled: self.lazy_connection_enabled.unwrap_or_default(),
            peer_inactivity_expiration: self.peer_inactivity_expiration.unwrap_or_default(),
            peer_inactivity_expiration_enabled: self
                .peer_inactivity_expiration_enabled
                .unwrap_or_default(),
            peer_login_expiration: self.peer_login_expiration.unwrap_or_default(),
            peer_login_expiration_enabled: self.peer_login_expiration_enabled.unwrap_or_default(),
            regular_users_view_blocked: self.regular_users_view_blocked.unwrap_or_default(),
            routing_peer_dns_resolution_enabled: self
                .routing_peer_dns_resolution_enabled
                .unwrap_or_default(),
        })
    }
}

impl WireExtra {
    fn into_settings(self, before: ExtraSettings) -> ExtraSettings {
        ExtraSettings {
            peer_approval_enabled: self.peer_approval_enabled.unwrap_or_default(),
            traffic_logs_enabled: self.network_traffic_logs_enabled.unwrap_or_default(),
            traffic_packet_counter_enabled: self
                .network_traffic_packet_counter_enabled
                .unwrap_or_default(),
            traffic_logs_groups: self.network_traffic_logs_groups.unwrap_or_default(),
            traffic_disable_default_port_filter: self
                .network_traffic_disable_default_port_filter
                .unwrap_or(before.traffic_disable_default_port_filter),
            traffic_excluded_ports: self
                .network_traffic_excluded_ports
                .unwrap_or(before.traffic_excluded_ports),
            traffic_default_range: self
                .network_traffic_default_range
                .unwrap_or(before.traffic_default_range),
        }
    }
}

impl From<Settings> for WireSettings {
    fn from(settings: Settings) -> Self {
        Self {
            extra: settings.extra.map(WireExtra::from),
            client_update_rollout_percent: settings.client_update_rollout_percent,
            admission_enforcement_enabled: Some(settings.admission_enforcement_enabled),
            admission_exempt_groups: Some(settings.admission_exempt_groups),
            admission_posture_checks: Some(settings.admission_posture_checks),
            client_update_exclude_groups: Some(settings.client_update_exclude_groups),
            client_update_force: Some(settings.client_update_force),
            client_update_target_groups: Some(settings.client_update_target_groups),
            client_update_target_peers: Some(settings.client_update_target_peers),
            client_update_target_version: Some(settings.client_update_target_version),
            dns_domain: Some(settings.dns_domain),
            groups_propagation_enabled: Some(settings.groups_propagation_enabled),
            jwt_allow_groups: Some(settings.jwt_allow_groups),
            jwt_groups_claim_name: Some(settings.jwt_groups_claim_name),
            jwt_groups_enabled: Some(settings.jwt_groups_enabled),
            lazy_connection_enabled: Some(settings.lazy_connection_enabled),
            mfa_enforce_federated: Some(settings.mfa_enforce_federated),
            mfa_enforce_local: Some(settings.mfa_enforce_local),
            peer_inactivity_expiration: Some(settings.peer_inactivity_expiration),
            peer_inactivity_expiration_enabled: Some(settings.peer_inactivity_expiration_enabled),
            peer_login_expiration: Some(settings.peer_login_expiration),
            peer_login_expiration_enabled: Some(settings.peer_login_expiration_enabled),
            regular_users_view_blocked: Some(settings.regular_users_view_blocked),
            routing_peer_dns_resolution_enabled: Some(settings.routing_peer_dns_resolution_enabled),
        }
    }
}

impl From<ExtraSettings> for WireExtra {
    fn from(extra: ExtraSettings) -> Self {
        let filled = |list: Vec<String>| (!list.is_empty()).then_some(list);
        Self {
            network_traffic_default_range: (!extra.traffic_default_range.is_empty())
                .then_some(extra.traffic_default_range),
            network_traffic_disable_default_port_filter: Some(
                extra.traffic_disable_default_port_filter,
            ),
            network_traffic_excluded_ports: (!extra.traffic_excluded_ports.is_empty())
                .then_some(extra.traffic_excluded_ports),
            network_traffic_logs_enabled: Some(extra.traffic_logs_enabled),
            network_traffic_logs_groups: filled(extra.traffic_logs_groups),
            network_traffic_packet_counter_enabled: Some(extra.traffic_packet_counter_enabled),
            peer_approval_enabled: Some(extra.peer_approval_enabled),
        }
    }
}
