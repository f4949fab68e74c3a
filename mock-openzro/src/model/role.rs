//! What a user may do.

use std::fmt;

/// A user's role.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Role {
    Owner,
    Admin,
    User,
    BillingAdmin,
    Auditor,
    NetworkAdmin,
}

impl Role {
    /// The role of this name, in any case.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name.to_lowercase().as_str() {
            "owner" => Self::Owner,
            "admin" => Self::Admin,
            "user" => Self::User,
            "billing_admin" => Self::BillingAdmin,
            "auditor" => Self::Auditor,
            "network_admin" => Self::NetworkAdmin,
            _ => return None,
        })
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::User => "user",
            Self::BillingAdmin => "billing_admin",
            Self::Auditor => "auditor",
            Self::NetworkAdmin => "network_admin",
        }
    }

    /// Owner or admin.
    pub(crate) fn has_admin_power(self) -> bool {
        matches!(self, Self::Owner | Self::Admin)
    }

    /// A role that `regular_users_view_blocked` restricts.
    pub(crate) fn is_restrictable(self) -> bool {
        matches!(self, Self::User | Self::BillingAdmin)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
