//! `peer.register`: a machine joins the network.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Act, Acting, World};
use crate::driver::{Called, PeerMeta};
use crate::scenario::{Expect, Name};

/// Someone's machine joins the network (gRPC `Login`), with the token of their last login.
///
/// Outcomes: `registered`, `refused` (with `code` and `message`).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeerRegister {
    /// Whose machine.
    pub user: Name,
    /// What the machine says of itself.
    #[serde(default)]
    pub machine: PeerMeta,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

impl Act for PeerRegister {
    fn title(&self) -> String {
        format!(
            "{}'s machine {} joins the network",
            self.user, self.machine.hostname
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
            let user = self.user.as_str();
            let machine = world.machine(user)?;
            let token = world.token(user)?;
            let called = machine.register(Some(token), &self.machine).await?;
            Ok(match called {
                Called::Answered(peer) => json!({
                    "outcome": "registered",
                    "address": peer.address,
                    "fqdn": peer.fqdn,
                }),
                Called::Refused(status) => json!({
                    "outcome": "refused",
                    "code": status.code,
                    "message": status.message,
                }),
            })
        })
    }
}
