//! `fault.set` and `fault.clear`: the wire to Authentik goes bad, and good again.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Act, Acting, StepError, World};
use crate::wire::Fault;

/// From now on, chosen requests to Authentik go wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct FaultSet(Fault);

impl Act for FaultSet {
    fn title(&self) -> String {
        format!("from now on: {}", self.0.name)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let faults = world.targets.faults().ok_or(StepError::NoTap)?;
            faults.set(self.0.clone());
            Ok(json!({ "outcome": "set" }))
        })
    }
}

/// A fault ends.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaultClear {
    /// The fault's name.
    pub name: String,
}

impl Act for FaultClear {
    fn title(&self) -> String {
        format!("no longer: {}", self.name)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let faults = world.targets.faults().ok_or(StepError::NoTap)?;
            if faults.clear(&self.name) {
                Ok(json!({ "outcome": "cleared" }))
            } else {
                Err(StepError::NoFault(self.name.clone()))
            }
        })
    }
}
