//! `users.invite`: an administrator invites someone.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Act, Acting, World, world};
use crate::driver::Invite;
use crate::scenario::{Expect, Name};

/// An administrator invites someone (`POST /api/users`).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UsersInvite {
    /// Who invites.
    #[serde(rename = "as")]
    pub inviter: Name,
    /// Who is invited.
    pub invite: Invite,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

impl Act for UsersInvite {
    fn title(&self) -> String {
        let email = self.invite.email.as_deref().unwrap_or("a service user");
        format!("{} invites {email}", self.inviter)
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn needs_login(&self) -> Option<&Name> {
        Some(&self.inviter)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let admin = world.admin(self.inviter.as_str())?;
            admin
                .invite(&self.invite)
                .await
                .map(|answer| world::answer(&answer))
                .map_err(Into::into)
        })
    }
}
