//! `sso.login`: someone logs in to openZro's dashboard.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Act, Acting, World, sign_in};
use crate::Secret;
use crate::driver::{SignIn, Tampering};
use crate::scenario::{Expect, Name};

/// Someone logs in to openZro's dashboard, by code and PKCE, in their browser.
///
/// Outcomes: `signed_in`, `page` (the browser ends at a page of Authentik's), `stopped` (at a stage
/// of the login), `error_redirect`, `refused` (by the token endpoint), `blocked` (by CORS).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SsoLogin {
    /// Who.
    pub user: Name,
    /// What they type as their password, if not theirs.
    #[serde(default)]
    pub password: Option<Secret>,
    /// What an attacker changes about it.
    #[serde(default)]
    pub tampering: Option<Tampering>,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

impl Act for SsoLogin {
    fn title(&self) -> String {
        let tampered = self.tampering.as_ref().map_or("", |_| ", tampered with");
        format!("{} logs in at the dashboard{tampered}", self.user)
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn logs_in(&self) -> Option<&Name> {
        Some(&self.user)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let user = self.user.as_str();
            let mut person = world.credentials(user);
            if let Some(password) = &self.password {
                person.password = password.clone();
            }
            let browser = world.browser(user)?;
            let came = world
                .dashboard
                .sign_in(browser, &person, self.tampering.as_ref())
                .await?;
            let seen = sign_in::seen(&came);
            if let SignIn::In(session) = came {
                world.keep_session(user, *session)?;
            }
            Ok(seen)
        })
    }
}
