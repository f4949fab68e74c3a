//! `users.delete`: an administrator deletes someone from openZro.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Act, Acting, World, world};
use crate::scenario::{Expect, Name};

/// An administrator deletes someone from openZro (`DELETE /api/users/{id}`).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UsersDelete {
    /// Who deletes.
    #[serde(rename = "as")]
    pub admin: Name,
    /// Who is deleted.
    pub user: Name,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

impl Act for UsersDelete {
    fn title(&self) -> String {
        format!("{} deletes {} from openZro", self.admin, self.user)
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn people(&self) -> Vec<&Name> {
        vec![&self.admin, &self.user]
    }

    fn needs_login(&self) -> Option<&Name> {
        Some(&self.admin)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let admin = world.admin(self.admin.as_str())?;
            let id = world.openzro_id(self.user.as_str())?;
            admin
                .delete_user(&id)
                .await
                .map(|answer| world::answer(&answer))
                .map_err(Into::into)
        })
    }
}
