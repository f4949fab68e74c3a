//! `clock.advance`: time passes.

use std::time::Duration;

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Act, Acting, World};

/// Time passes at once, for both mocks and every driver. Scenarios with this step are not for real
/// targets, whose clocks nobody moves.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockAdvance {
    /// How much: `11m`, `1h 30m`.
    #[serde(with = "jiff::fmt::serde::unsigned_duration::friendly::compact::required")]
    #[schemars(with = "String")]
    pub by: Duration,
}

impl Act for ClockAdvance {
    fn title(&self) -> String {
        format!(
            "{:#} pass",
            SignedDuration::try_from(self.by).unwrap_or(SignedDuration::MAX)
        )
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let by = SignedDuration::try_from(self.by).unwrap_or(SignedDuration::MAX);
            world.outside.clock.advance(by);
            Ok(json!({ "outcome": "advanced" }))
        })
    }
}
