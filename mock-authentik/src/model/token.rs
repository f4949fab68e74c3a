//! API tokens and app passwords.

use jiff::Timestamp;
use uuid::Uuid;

use super::{UserPk, wire_enum};

wire_enum! {
    /// What a token is for.
    Intent {
        Verification = "verification",
        Api = "api",
        Recovery = "recovery",
        AppPassword = "app_password",
    }
}

/// A token of a user's.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) pk: Uuid,
    pub(crate) identifier: String,
    pub(crate) intent: Intent,
    pub(crate) user: UserPk,
    pub(crate) key: String,
    pub(crate) description: String,
    pub(crate) managed: Option<String>,
    pub(crate) expires: Option<Timestamp>,
    /// The flow that it leads into, for a link that somebody follows.
    pub(crate) flow: Option<Uuid>,
    /// Whether `expires` counts (recording `31-admin-users-write`, "api token for tmp admin").
    pub(crate) expiring: bool,
}

impl Token {
    pub(crate) fn is_expired(&self, now: Timestamp) -> bool {
        self.expiring && self.expires.is_some_and(|expires| expires <= now)
    }
}
