//! `fault.set` and `fault.clear`: the wire to Authentik, or what Authentik issues, goes bad, and good again.

use faults::{Defect, Effect};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Act, Acting, StepError, World};
use crate::wire::{Fault, Route};

/// From now on, chosen requests to Authentik go wrong.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
pub enum FaultSet {
    /// The tap does something to the request or its answer.
    OnTheWire(Fault),
    /// The mock of Authentik makes tokens or key sets wrong.
    AtTheIssuer(faults::Fault<faults::Route, Defect>),
}

/// A fault as a scenario writes it.
type Written = faults::Fault<Route, Effect>;

impl TryFrom<Written> for FaultSet {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let Written {
            name,
            matches,
            times,
            effect,
        } = written;
        match effect {
            Effect::Wire(effect) => Ok(Self::OnTheWire(Fault {
                name,
                matches,
                times,
                effect,
            })),
            Effect::Defect(_) if matches.from.is_some() => {
                Err("Authentik does not know who asks; leave `from` out for `token` and `jwks`")
            }
            Effect::Defect(effect) => {
                let Route { method, path, .. } = matches;
                Ok(Self::AtTheIssuer(faults::Fault {
                    name,
                    matches: faults::Route { method, path },
                    times,
                    effect,
                }))
            }
        }
    }
}

impl Act for FaultSet {
    fn title(&self) -> String {
        let name = match self {
            Self::OnTheWire(fault) => &fault.name,
            Self::AtTheIssuer(fault) => &fault.name,
        };
        format!("from now on: {name}")
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            match self {
                Self::OnTheWire(fault) => {
                    let faults = world.targets.faults().ok_or(StepError::NoTap)?;
                    faults.set(fault.clone());
                }
                Self::AtTheIssuer(fault) => {
                    let faults = world.targets.issuer_faults();
                    let fault = fault.clone().map(Effect::from);
                    faults.ok_or(StepError::NoMock)?.set(fault);
                }
            }
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
            let (wire, issuer) = (world.targets.faults(), world.targets.issuer_faults());
            let was_on_the_wire = wire.is_some_and(|faults| faults.clear(&self.name));
            let was_at_the_issuer = issuer.is_some_and(|faults| faults.clear(&self.name));
            if was_on_the_wire || was_at_the_issuer {
                Ok(json!({ "outcome": "cleared" }))
            } else {
                Err(StepError::NoFault(self.name.clone()))
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_is_known_to_the_tap_alone() {
        let set = |from: &str, effect: &str| {
            let yaml = format!("{{name: x, matches: {{{from}}}, effect: {effect}}}");
            serde_saphyr::from_str::<FaultSet>(&yaml)
        };
        let defect = "{token: {defect: expired}}";
        assert!(matches!(
            set("from: openzro", "reset").unwrap(),
            FaultSet::OnTheWire(_)
        ));
        assert!(matches!(set("", defect).unwrap(), FaultSet::AtTheIssuer(_)));
        let error = set("from: openzro", defect).unwrap_err().to_string();
        assert!(error.contains("leave `from` out"), "{error}");
    }
}
