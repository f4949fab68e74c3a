//! `openzro.start`: the management server starts, or refuses to.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Act, Acting, World};
use crate::docker::DockerError;
use crate::scenario::Expect;
use crate::target::TargetError;

/// openZro's management server starts. In a scenario with this step it is stopped at first. Outcomes:
/// `started`, `ended`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OpenzroStart {
    /// What must hold afterwards; that it starts when nothing is said. `seen` has what it said before
    /// it ended, in `says`.
    pub expect: Option<Expect>,
}

impl Act for OpenzroStart {
    fn title(&self) -> String {
        "openZro's management server starts".to_owned()
    }

    fn expect(&self) -> Option<&Expect> {
        self.expect.as_ref()
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        starting(world, self.expect.as_ref())
    }
}

/// Starts it, after it was stopped if it ran. That it ends is an error only where nothing is expected.
pub(super) fn starting<'a>(world: &'a mut World, expect: Option<&'a Expect>) -> Acting<'a> {
    Box::pin(async move {
        match world.targets.openzro().restart().await {
            Ok(()) => Ok(json!({ "outcome": "started" })),
            Err(error) => match last_words(&error) {
                Some(says) if expect.is_some() => Ok(json!({ "outcome": "ended", "says": says })),
                _ => Err(error.into()),
            },
        }
    })
}

/// What a management server said before it ended, if that is what went wrong.
pub(super) fn last_words(error: &TargetError) -> Option<Value> {
    match error {
        TargetError::Ended { last_words, .. }
        | TargetError::Docker(DockerError::Ended { last_words, .. }) => {
            Some(last_words.as_str().into())
        }
        TargetError::MockOpenzro(refusal) => Some(refusal.to_string().into()),
        TargetError::Crashed(crash) => Some(crash.to_string().into()),
        _ => None,
    }
}
