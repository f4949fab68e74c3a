//! Moments, as Django REST framework writes them.

use jiff::Timestamp;
use serde_json::Value;

/// `2026-11-24T00:38:23.867047Z`, or without a fraction when it is zero.
pub(crate) fn moment(moment: Timestamp) -> Value {
    let micros = moment.subsec_microsecond();
    let text = match micros {
        0 => moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        _ => format!("{}.{micros:06}Z", moment.strftime("%Y-%m-%dT%H:%M:%S")),
    };
    Value::String(text)
}

/// As [`moment`], null for none.
pub(crate) fn moment_or_null(value: Option<Timestamp>) -> Value {
    value.map_or(Value::Null, moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_has_six_digits_or_is_left_out() {
        let of = |text: &str| moment(text.parse().unwrap());
        assert_eq!(
            of("2026-11-24T00:38:23.86704Z"),
            "2026-11-24T00:38:23.867040Z"
        );
        assert_eq!(of("2030-01-01T00:00:00Z"), "2030-01-01T00:00:00Z");
    }
}
