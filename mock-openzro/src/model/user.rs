//! A user of the VPN: one row per person or service, keyed by the token's subject.

use jiff::Timestamp;

use super::{Role, ZERO_TIME};

/// A user.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_field_names,
    reason = "`is_service_user` is openZro's word"
)]
pub(crate) struct User {
    /// The token's user id claim; a UUID for service users.
    pub(crate) id: String,
    pub(crate) account_id: String,
    pub(crate) role: Role,
    pub(crate) is_service_user: bool,
    pub(crate) service_user_name: String,
    /// From the last token; Authentik's wins where it is shown.
    pub(crate) email: String,
    /// From the last token; Authentik's wins where it is shown.
    pub(crate) name: String,
    pub(crate) auto_groups: Vec<String>,
    pub(crate) blocked: bool,
    pub(crate) last_login: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
}

impl User {
    /// A person with this role.
    pub(crate) fn person(id: &str, account_id: &str, role: Role, now: Timestamp) -> Self {
        Self {
            id: id.to_owned(),
            account_id: account_id.to_owned(),
            role,
            is_service_user: false,
            service_user_name: String::new(),
            email: String::new(),
            name: String::new(),
            auto_groups: Vec::new(),
            blocked: false,
            last_login: None,
            created_at: now,
        }
    }

    /// When the user last logged in, or Go's zero time.
    pub(crate) fn last_login_or_zero(&self) -> Timestamp {
        self.last_login.unwrap_or(ZERO_TIME)
    }
}
