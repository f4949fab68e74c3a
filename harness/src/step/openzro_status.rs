//! `openzro.status`: whether the management server still runs.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ambient::wait_until;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::openzro_start::last_words;
use super::{Act, Acting, World};
use crate::scenario::Expect;

/// How long a server that should end may take to do so.
const PATIENCE: Duration = Duration::from_secs(10);

/// Looks whether openZro's management server still runs. Outcomes: `running`, `ended`; where `ended`
/// is expected, it has some time for that.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OpenzroStatus {
    /// What must hold. `seen` has what it said before it ended, in `says`.
    pub expect: Expect,
}

impl Act for OpenzroStatus {
    fn title(&self) -> String {
        "somebody looks whether openZro's management server still runs".to_owned()
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let openzro = Mutex::new(world.targets.openzro());
            let ended = || async {
                let ended = openzro
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .ended();
                ended.map(|error| json!({ "outcome": "ended", "says": last_words(&error) }))
            };
            let seen = if self.expect.outcome.as_deref() == Some("ended") {
                wait_until(PATIENCE, ended).await.ok()
            } else {
                ended().await
            };
            Ok(seen.unwrap_or_else(|| json!({ "outcome": "running" })))
        })
    }
}
