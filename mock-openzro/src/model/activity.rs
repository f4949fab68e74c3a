//! What the audit log can say.

/// Something that happened.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Activity {
    PeerAddedByUser,
    PeerRemovedByUser,
    PeerLoginExpired,
    UserLoggedInPeer,
    UserJoined,
    UserBlocked,
    UserUnblocked,
    UserDeleted,
    UserRoleUpdated,
    TransferredOwnerRole,
    DashboardLogin,
    GroupAddedToUser,
    GroupRemovedFromUser,
    ServiceUserCreated,
    ServiceUserDeleted,
    PersonalAccessTokenCreated,
    PersonalAccessTokenDeleted,
    AccountCreated,
    AccountDeleted,
    PeerLoginExpirationEnabled,
    PeerLoginExpirationDisabled,
    PeerLoginExpirationDurationUpdated,
    PeerInactivityExpirationDisabled,
    PeerInactivityExpirationDurationUpdated,
    GroupPropagationEnabled,
    GroupPropagationDisabled,
    DnsDomainUpdated,
    LazyConnectionEnabled,
    LazyConnectionDisabled,
    RoutingPeerDnsResolutionEnabled,
    RoutingPeerDnsResolutionDisabled,
    AdmissionEnforcementEnabled,
    AdmissionEnforcementDisabled,
    AdmissionPostureChecksUpdated,
    AdmissionExemptGroupsUpdated,
    ClientUpdateDirectiveUpdated,
}

impl Activity {
    /// Its words and its code.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::PeerAddedByUser => ("Peer added", "peer.user.add"),
            Self::PeerRemovedByUser => ("Peer deleted", "user.peer.delete"),
            Self::PeerLoginExpired => ("Peer login expired", "peer.login.expire"),
            Self::UserLoggedInPeer => ("User logged in peer", "user.peer.login"),
            Self::UserJoined => ("User joined", "user.join"),
            Self::UserBlocked => ("User blocked", "user.block"),
            Self::UserUnblocked => ("User unblocked", "user.unblock"),
            Self::UserDeleted => ("User deleted", "user.delete"),
            Self::UserRoleUpdated => ("User role updated", "user.role.update"),
            Self::TransferredOwnerRole => ("Transferred owner role", "transferred.owner.role"),
            Self::DashboardLogin => ("Dashboard login", "dashboard.login"),
            Self::GroupAddedToUser => ("Group added to user", "user.group.add"),
            Self::GroupRemovedFromUser => ("Group removed from user", "user.group.delete"),
            Self::ServiceUserCreated => ("Service user created", "service.user.create"),
            Self::ServiceUserDeleted => ("Service user deleted", "service.user.delete"),
            Self::PersonalAccessTokenCreated => (
                "Personal access token created",
                "personal.access.token.create",
            ),
            Self::PersonalAccessTokenDeleted => (
                "Personal access token deleted",
                "personal.access.token.delete",
            ),
            Self::AccountCreated => ("Account created", "account.create"),
            Self::AccountDeleted => ("Account deleted", "account.delete"),
            Self::PeerLoginExpirationEnabled => (
                "Account peer login expiration enabled",
                "account.setting.peer.login.expiration.enable",
            ),
            Self::PeerLoginExpirationDisabled => (
                "Account peer login expiration disabled",
                "account.setting.peer.login.expiration.disable",
            ),
            Self::PeerLoginExpirationDurationUpdated => (
                "Account peer login expiration duration updated",
                "account.setting.peer.login.expiration.update",
            ),
            Self::PeerInactivityExpirationDisabled => (
                "Account peer inactivity expiration disabled",
                "account.peer.inactivity.expiration.disable",
            ),
            Self::PeerInactivityExpirationDurationUpdated => (
                "Account peer inactivity expiration duration updated",
                "account.peer.inactivity.expiration.update",
            ),
            Self::GroupPropagationEnabled => (
                "User group propagation enabled",
                "account.setting.group.propagation.enable",
            ),
            Self::GroupPropagationDisabled => (
                "User group propagation disabled",
                "account.setting.group.propagation.disable",
            ),
            Self::DnsDomainUpdated => ("Account DNS domain updated", "account.dns.domain.update"),
            Self::LazyConnectionEnabled => (
                "Account lazy connection enabled",
                "account.setting.lazy.connection.enable",
            ),
            Self::LazyConnectionDisabled => (
                "Account lazy connection disabled",
                "account.setting.lazy.connection.disable",
            ),
            Self::RoutingPeerDnsResolutionEnabled => (
                "Account routing peer DNS resolution enabled",
                "account.setting.routing.peer.dns.resolution.enable",
            ),
            Self::RoutingPeerDnsResolutionDisabled => (
                "Account routing peer DNS resolution disabled",
                "account.setting.routing.peer.dns.resolution.disable",
            ),
            Self::AdmissionEnforcementEnabled => (
                "Admission enforcement enabled",
                "account.setting.admission.enforcement.enable",
            ),
            Self::AdmissionEnforcementDisabled => (
                "Admission enforcement disabled",
                "account.setting.admission.enforcement.disable",
            ),
            Self::AdmissionPostureChecksUpdated => (
                "Admission posture checks updated",
                "account.setting.admission.checks.update",
            ),
            Self::AdmissionExemptGroupsUpdated => (
                "Admission exempt groups updated",
                "account.setting.admission.exempt_groups.update",
            ),
            Self::ClientUpdateDirectiveUpdated => (
                "Client update directive updated",
                "account.setting.client_update.update",
            ),
        }
    }

    /// What people read.
    pub(crate) fn message(self) -> &'static str {
        self.names().0
    }

    /// What programs read.
    pub(crate) fn code(self) -> &'static str {
        self.names().1
    }
}
