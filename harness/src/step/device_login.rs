//! `device.login`: the openZro client logs in by device code.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Act, Acting, World, sign_in};
use crate::driver::{Called, DeviceOutcome, DeviceStart, Poll};
use crate::scenario::{Expect, Name};

/// The openZro client on someone's machine logs in by device code: it asks the management server how,
/// shows a code, and polls for tokens.
///
/// Outcomes: `granted`, `pending` (nobody has approved yet), `slow_down`, `refused` (by the token
/// endpoint), `not_started` (no codes were given), `no_flow` (the management server offers none).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceLogin {
    /// Whose machine, and who approves it.
    pub user: Name,
    /// Whether they open the shown page and approve.
    #[serde(default = "yes")]
    pub approve: bool,
    /// How often the client polls before that.
    #[serde(default)]
    pub polls: u32,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

fn yes() -> bool {
    true
}

impl DeviceLogin {
    async fn run(&self, world: &mut World) -> Result<Value, super::StepError> {
        let user = self.user.as_str();
        let machine = world.machine(user)?;
        let flow = match machine.device_flow().await? {
            Called::Answered(flow) => flow,
            Called::Refused(status) => return Ok(sign_in::no_flow(&status)),
        };
        let mut login = match machine.start_device_login(flow).await? {
            DeviceStart::Started(login) => login,
            DeviceStart::Refused { status, error } => {
                return Ok(json!({
                    "outcome": "not_started",
                    "status": status.as_u16(),
                    "error": error.map(|error| error.error),
                }));
            }
        };
        let mut answers = Vec::new();
        for _ in 0..self.polls {
            let poll = login.poll().await?;
            answers.push(outcome(&poll));
        }
        let mut approval = Value::Null;
        if self.approve {
            let page = login.authorization.verification_uri_complete.clone();
            let person = world.credentials(user);
            let came = world.browser(user)?.approve_device(&page, &person).await?;
            approval = approved(&came);
        }
        let last = login.poll().await?;
        let word = outcome(&last);
        answers.push(word);
        let mut seen = json!({ "outcome": word, "approval": approval, "polls": answers });
        match last {
            Poll::Granted(tokens) => {
                let token = login.token(&tokens)?.clone();
                sign_in::add(&mut seen, json!({ "claims": sign_in::claims(&token) }));
                sign_in::add(&mut seen, sign_in::granted(&tokens));
                world.keep_token(user, token)?;
            }
            Poll::Refused { status, error } => {
                sign_in::add(&mut seen, sign_in::refused(status, &error));
            }
            Poll::Pending | Poll::SlowDown => {}
        }
        Ok(seen)
    }
}

fn outcome(poll: &Poll) -> &'static str {
    match poll {
        Poll::Pending => "pending",
        Poll::SlowDown => "slow_down",
        Poll::Granted(_) => "granted",
        Poll::Refused { .. } => "refused",
    }
}

fn approved(outcome: &DeviceOutcome) -> Value {
    match outcome {
        DeviceOutcome::Approved => json!("approved"),
        DeviceOutcome::Page { status, title } => {
            json!({ "page": title, "status": status.as_u16() })
        }
        DeviceOutcome::Stopped { component, message } => {
            json!({ "stopped": component, "message": message })
        }
    }
}

impl Act for DeviceLogin {
    fn title(&self) -> String {
        let rest = if self.approve {
            "approves it in the browser"
        } else {
            "does not approve it"
        };
        format!(
            "{}'s machine logs in by device code, {} {rest}",
            self.user, self.user
        )
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
