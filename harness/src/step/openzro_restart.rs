//! `openzro.restart`: the management server stops and starts again.

use schemars::JsonSchema;
use serde::Deserialize;

use super::openzro_start::starting;
use super::{Act, Acting, World};
use crate::scenario::Expect;

/// openZro's management server stops, and starts again with the same configuration and data.
/// Outcomes: `started`, `ended`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OpenzroRestart {
    /// What must hold afterwards; that it starts when nothing is said. `seen` has what it said before
    /// it ended, in `says`.
    pub expect: Option<Expect>,
}

impl Act for OpenzroRestart {
    fn title(&self) -> String {
        "openZro's management server restarts".to_owned()
    }

    fn expect(&self) -> Option<&Expect> {
        self.expect.as_ref()
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        starting(world, self.expect.as_ref())
    }
}
