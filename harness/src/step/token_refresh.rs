//! `token.refresh`: the dashboard renews a login.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Act, Acting, World, sign_in};
use crate::driver::SignIn;
use crate::scenario::{Expect, Name};

/// The dashboard renews someone's login with its refresh token, without the person.
///
/// Outcomes: `signed_in`, `no_refresh_token`, `refused`, `blocked`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRefresh {
    /// Whose login.
    pub user: Name,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

impl Act for TokenRefresh {
    fn title(&self) -> String {
        format!("the dashboard renews {}'s login", self.user)
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn needs_login(&self) -> Option<&Name> {
        Some(&self.user)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let user = self.user.as_str();
            let came = world.dashboard.refresh(world.session(user)?).await?;
            let seen = sign_in::seen(&came);
            if let SignIn::In(session) = came {
                world.keep_session(user, *session)?;
            }
            Ok(seen)
        })
    }
}
