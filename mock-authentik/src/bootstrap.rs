//! What the installation is bootstrapped with.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;

/// The values of Authentik's `AUTHENTIK_BOOTSTRAP_*` variables.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bootstrap {
    /// `AUTHENTIK_BOOTSTRAP_PASSWORD`: akadmin's password. Without it, akadmin cannot log in.
    pub password: Option<String>,
    /// `AUTHENTIK_BOOTSTRAP_TOKEN`: the key of an API token of akadmin's that does not expire.
    pub token: Option<String>,
    /// `AUTHENTIK_BOOTSTRAP_EMAIL`: akadmin's mail address; `root@example.com` when absent.
    pub email: Option<String>,
}

impl Bootstrap {
    /// What is not set here, as it is set there.
    pub(crate) fn or(self, other: &Self) -> Self {
        Self {
            password: self.password.or_else(|| other.password.clone()),
            token: self.token.or_else(|| other.token.clone()),
            email: self.email.or_else(|| other.email.clone()),
        }
    }

    /// akadmin's mail address.
    pub(crate) fn email(&self) -> &str {
        self.email.as_deref().unwrap_or("root@example.com")
    }
}

/// Says what is set and never what it is.
impl fmt::Debug for Bootstrap {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Bootstrap")
            .field("password", &self.password.is_some())
            .field("token", &self.token.is_some())
            .field("email", &self.email)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_holds_no_secret() {
        let bootstrap = Bootstrap {
            password: Some("akadmin-pass".into()),
            token: Some("akadmin-token".into()),
            email: None,
        };
        assert!(!format!("{bootstrap:?}").contains("akadmin-"));
    }
}
