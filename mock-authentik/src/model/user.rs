//! Users: people, service accounts, and the accounts that Authentik makes for itself.

use std::fmt;

use indexmap::IndexSet;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{PasswordHash, wire_enum};
use crate::crypto::{hex, sha256};

/// The primary key of a user, which is what `sub_mode=user_id` puts into `sub`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub(crate) struct UserPk(pub(crate) i32);

impl fmt::Display for UserPk {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

wire_enum! {
    /// What kind of user it is.
    UserType {
        Internal = "internal",
        External = "external",
        ServiceAccount = "service_account",
        InternalServiceAccount = "internal_service_account",
    }
}

/// A user.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) pk: UserPk,
    pub(crate) uuid: Uuid,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) is_active: bool,
    pub(crate) kind: UserType,
    pub(crate) path: String,
    pub(crate) attributes: Map<String, Value>,
    pub(crate) groups: IndexSet<Uuid>,
    pub(crate) roles: IndexSet<Uuid>,
    pub(crate) password: PasswordHash,
    pub(crate) last_login: Option<Timestamp>,
    pub(crate) date_joined: Timestamp,
    pub(crate) password_change_date: Timestamp,
    pub(crate) last_updated: Timestamp,
    /// 64 hexadecimal digits, see [`User::uid_of`].
    pub(crate) uid: String,
}

impl User {
    /// The user's `uid`, which is also the default `sub`: SHA-256 of the primary key and the id of
    /// the installation (reference, section 3.2).
    pub(crate) fn uid_of(pk: UserPk, install_id: Uuid) -> String {
        hex(&sha256(&[
            format!("{pk}-{}", install_id.simple()).as_bytes()
        ]))
    }
}
