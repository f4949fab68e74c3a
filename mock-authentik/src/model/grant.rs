//! What clients are granted: authorization codes, access tokens, refresh tokens.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::UserPk;

/// On whose behalf something was granted, to whom, and for what: what codes and tokens share.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub(crate) user: UserPk,
    pub(crate) provider: i32,
    /// In the order in which the token response tells them.
    pub(crate) scopes: Vec<String>,
    /// When the user proved who they are.
    pub(crate) auth_time: Timestamp,
    /// The key of the browser session behind it; none for device and machine grants.
    pub(crate) session: Option<String>,
}

impl Grant {
    pub(crate) fn has_scope(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope == name)
    }
}

/// An access token, which works until it expires or is deleted.
#[derive(Clone, Debug)]
pub(crate) struct AccessToken {
    /// A JWT, which is looked up and never verified (observed, section 12).
    pub(crate) token: String,
    pub(crate) grant: Grant,
    /// The claims of the ID token that was issued with it; userinfo and introspection tell them.
    pub(crate) id_token: Map<String, Value>,
    pub(crate) expires: Timestamp,
}
