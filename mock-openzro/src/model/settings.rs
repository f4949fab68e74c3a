//! An account's settings. Only those that this part of openZro acts on have an effect; the others are
//! kept and shown.

/// Settings.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Settings {
    /// Seconds.
    pub(crate) peer_login_expiration: i64,
    pub(crate) peer_login_expiration_enabled: bool,
    /// Seconds.
    pub(crate) peer_inactivity_expiration: i64,
    pub(crate) peer_inactivity_expiration_enabled: bool,
    pub(crate) regular_users_view_blocked: bool,
    pub(crate) groups_propagation_enabled: bool,
    pub(crate) jwt_groups_enabled: bool,
    pub(crate) jwt_groups_claim_name: String,
    pub(crate) jwt_allow_groups: Vec<String>,
    pub(crate) routing_peer_dns_resolution_enabled: bool,
    pub(crate) lazy_connection_enabled: bool,
    pub(crate) dns_domain: String,
    pub(crate) admission_enforcement_enabled: bool,
    pub(crate) admission_posture_checks: Vec<String>,
    pub(crate) admission_exempt_groups: Vec<String>,
    pub(crate) client_update_target_version: String,
    pub(crate) client_update_force: bool,
    pub(crate) client_update_target_groups: Vec<String>,
    pub(crate) client_update_target_peers: Vec<String>,
    pub(crate) client_update_exclude_groups: Vec<String>,
    pub(crate) client_update_rollout_percent: Option<i64>,
    pub(crate) mfa_enforce_local: bool,
    pub(crate) mfa_enforce_federated: bool,
    pub(crate) extra: Option<ExtraSettings>,
}

/// Settings of the extra kind.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct ExtraSettings {
    pub(crate) peer_approval_enabled: bool,
    pub(crate) traffic_logs_enabled: bool,
    pub(crate) traffic_packet_counter_enabled: bool,
    pub(crate) traffic_logs_groups: Vec<String>,
    pub(crate) traffic_disable_default_port_filter: bool,
    pub(crate) traffic_excluded_ports: Vec<PortFilter>,
    pub(crate) traffic_default_range: String,
}

/// A port that traffic logs leave out.
#[derive(Clone, Debug, Eq, PartialEq, serde::Deserialize, serde::Serialize)]
pub(crate) struct PortFilter {
    pub(crate) port: u32,
    pub(crate) protocol: String,
}

impl Settings {
    /// What a new account has.
    pub(crate) fn of_a_new_account() -> Self {
        Self {
            peer_login_expiration: 24 * 3600,
            peer_login_expiration_enabled: true,
            peer_inactivity_expiration: 600,
            regular_users_view_blocked: true,
            groups_propagation_enabled: true,
            routing_peer_dns_resolution_enabled: true,
            ..Self::empty()
        }
    }

    /// Everything off.
    pub(crate) fn empty() -> Self {
        Self {
            peer_login_expiration: 0,
            peer_login_expiration_enabled: false,
            peer_inactivity_expiration: 0,
            peer_inactivity_expiration_enabled: false,
            regular_users_view_blocked: false,
            groups_propagation_enabled: false,
            jwt_groups_enabled: false,
            jwt_groups_claim_name: String::new(),
            jwt_allow_groups: Vec::new(),
            routing_peer_dns_resolution_enabled: false,
            lazy_connection_enabled: false,
            dns_domain: String::new(),
            admission_enforcement_enabled: false,
            admission_posture_checks: Vec::new(),
            admission_exempt_groups: Vec::new(),
            client_update_target_version: String::new(),
            client_update_force: false,
            client_update_target_groups: Vec::new(),
            client_update_target_peers: Vec::new(),
            client_update_exclude_groups: Vec::new(),
            client_update_rollout_percent: None,
            mfa_enforce_local: false,
            mfa_enforce_federated: false,
            extra: None,
        }
    }
}
