//! `pkce.login`: the openZro client logs in by code and PKCE.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Act, Acting, StepError, World, sign_in};
use crate::driver::{Called, PkceOutcome};
use crate::scenario::{Expect, Name};

/// The openZro client on someone's machine logs in by code and PKCE, in a browser on that machine.
///
/// Outcomes: `granted`, `page`, `stopped`, `error_redirect`, `refused`, `no_flow`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PkceLogin {
    /// Whose machine, and who logs in.
    pub user: Name,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

impl PkceLogin {
    async fn run(&self, world: &mut World) -> Result<Value, StepError> {
        let user = self.user.as_str();
        let machine = world.machine(user)?;
        let flow = match machine.pkce_flow().await? {
            Called::Answered(flow) => flow,
            Called::Refused(status) => return Ok(sign_in::no_flow(&status)),
        };
        let login = machine.start_pkce_login(flow)?;
        let person = world.credentials(user);
        let came = world
            .browser(user)?
            .authorize(&login.request, &person)
            .await?;
        Ok(match login.finish(came).await? {
            PkceOutcome::Granted(tokens) => {
                let token = login.token(&tokens)?.clone();
                let mut seen = json!({ "outcome": "granted", "claims": sign_in::claims(&token) });
                sign_in::add(&mut seen, sign_in::granted(&tokens));
                world.keep_token(user, token)?;
                seen
            }
            PkceOutcome::NotReturned(outcome) => sign_in::not_returned(&outcome),
            PkceOutcome::Refused { status, error } => sign_in::refused(status, &error),
        })
    }
}

impl Act for PkceLogin {
    fn title(&self) -> String {
        format!("{}'s machine logs in by code and PKCE", self.user)
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn logs_in(&self) -> Option<&Name> {
        Some(&self.user)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(self.run(world))
    }
}
