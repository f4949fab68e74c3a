//! What time it is at the start.

use ambient::Clock;
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::Deserialize;

/// What time it is at the start.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ClockSeed {
    /// The clock stands at this time.
    FrozenAt(#[schemars(with = "String", extend("format" = "date-time"))] Timestamp),
    /// The clock runs, ahead of the real time by a duration such as `11m`; behind it by `-11m`.
    Ahead(#[schemars(with = "String", example = "11m")] SignedDuration),
}

impl ClockSeed {
    pub(super) fn set(self, clock: &Clock) {
        match self {
            Self::FrozenAt(time) => {
                clock.freeze();
                clock.set(time);
            }
            Self::Ahead(by) => {
                clock.resume();
                clock.set(Clock::system().now());
                clock.advance(by);
            }
        }
    }
}
