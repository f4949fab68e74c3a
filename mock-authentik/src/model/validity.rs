//! Lifetimes as Authentik writes them: `hours=3;minutes=1`.

use jiff::{SignedDuration, Timestamp};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// A lifetime, with the text that it was given as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Validity {
    text: String,
    duration: SignedDuration,
}

/// The text is not a lifetime. The message is Authentik's own (reference, section 12).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not in the correct format of 'hours=3;minutes=1'.")]
pub(crate) struct BadValidity(pub(crate) String);

impl Validity {
    /// Reads `unit=number` pairs separated by semicolons.
    pub(crate) fn parse(text: &str) -> Result<Self, BadValidity> {
        let bad = || BadValidity(text.to_owned());
        let mut duration = SignedDuration::ZERO;
        for pair in text.split(';').filter(|pair| !pair.is_empty()) {
            let (unit, number) = pair.split_once('=').ok_or_else(bad)?;
            let number: i64 = number.trim().parse().map_err(|_| bad())?;
            let seconds = seconds_in(unit.trim())
                .ok_or_else(bad)?
                .checked_mul(number)
                .ok_or_else(bad)?;
            duration = duration
                .checked_add(SignedDuration::from_secs(seconds))
                .ok_or_else(bad)?;
        }
        Ok(Self {
            text: text.to_owned(),
            duration,
        })
    }

    /// A lifetime of whole seconds, written so.
    pub(crate) fn seconds(seconds: i64) -> Self {
        Self {
            text: format!("seconds={seconds}"),
            duration: SignedDuration::from_secs(seconds),
        }
    }

    /// So many of a unit, written so; nothing when Authentik does not know the unit.
    pub(crate) fn of(number: u16, unit: &str) -> Self {
        let seconds = seconds_in(unit).unwrap_or_default();
        Self {
            text: format!("{unit}={number}"),
            duration: SignedDuration::from_secs(i64::from(number) * seconds),
        }
    }

    pub(crate) fn duration(&self) -> SignedDuration {
        self.duration
    }

    /// When what begins at `now` ends.
    pub(crate) fn after(&self, now: Timestamp) -> Timestamp {
        now.saturating_add(self.duration).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn as_secs(&self) -> i64 {
        self.duration.as_secs()
    }
}

fn seconds_in(unit: &str) -> Option<i64> {
    Some(match unit {
        "seconds" => 1,
        "minutes" => 60,
        "hours" => 3600,
        "days" => 86_400,
        "weeks" => 604_800,
        _ => return None,
    })
}

impl Serialize for Validity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Validity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

impl JsonSchema for Validity {
    fn schema_name() -> Cow<'static, str> {
        "Validity".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A lifetime as Authentik writes it: `hours=3;minutes=1`.",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pairs_add_up(hours in 0_i64..10_000, minutes in 0_i64..10_000) {
            let validity = Validity::parse(&format!("hours={hours};minutes={minutes}")).unwrap();
            prop_assert_eq!(validity.as_secs(), hours * 3600 + minutes * 60);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".*") {
            if let Err(error) = Validity::parse(&text) {
                prop_assert_eq!(error, BadValidity(text));
            }
        }
    }

    #[test]
    fn a_wrong_text_gets_the_recorded_message() {
        let error = Validity::parse("bogus").unwrap_err().to_string();
        assert_eq!(
            error,
            "bogus is not in the correct format of 'hours=3;minutes=1'."
        );
    }
}
