//! `users.invite`: an administrator invites someone.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Act, Acting, World, world};
use crate::driver::Invite;
use crate::scenario::{Expect, Name, names_in};

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

    fn references(&self) -> Vec<&str> {
        self.invite
            .email
            .iter()
            .flat_map(|it| names_in(it))
            .collect()
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let admin = world.admin(self.inviter.as_str())?;
            let references = world.references();
            let email = self.invite.email.as_ref();
            let invite = Invite {
                email: email.map(|email| references.fill_text(email)),
                ..self.invite.clone()
            };
            admin
                .invite(&invite)
                .await
                .map(|answer| world::answer(&answer))
                .map_err(Into::into)
        })
    }
}
