//! `token.replay`: somebody sends a token request a second time.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Act, Acting, World, sign_in};
use crate::scenario::{Expect, Name};

/// Somebody who has overheard the token request of someone's last login, or of its renewal, sends it
/// once more.
///
/// Outcomes: `signed_in`, `refused`, `blocked`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenReplay {
    /// Whose login.
    pub user: Name,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

impl Act for TokenReplay {
    fn title(&self) -> String {
        format!(
            "somebody replays the token request of {}'s login",
            self.user
        )
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn needs_login(&self) -> Option<&Name> {
        Some(&self.user)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let session = world.session(self.user.as_str())?;
            let came = world.dashboard.replay(session).await?;
            Ok(sign_in::seen(&came))
        })
    }
}
