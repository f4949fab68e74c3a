//! Go's idea of no time at all.

use jiff::{SignedDuration, Timestamp};

/// Go's zero `time.Time`, `0001-01-01T00:00:00Z`, which openZro shows for "never".
pub(crate) const ZERO_TIME: Timestamp = Timestamp::constant(-62_135_596_800, 0);

/// `days` of 24 hours after `time`.
pub(crate) fn add_days(time: Timestamp, days: i64) -> Timestamp {
    time.saturating_add(SignedDuration::from_hours(days.saturating_mul(24)))
        .unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_the_first_second_of_year_one() {
        assert_eq!(ZERO_TIME.to_string(), "0001-01-01T00:00:00Z");
    }
}
