//! How many devices one address may bring in an hour.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

/// Authentik's default (reference, section 4).
const REQUESTS: usize = 20;
const PERIOD: SignedDuration = SignedDuration::from_hours(1);

/// When each address asked within the last hour, as far as it was let through.
#[derive(Debug, Default)]
pub(crate) struct DeviceThrottle(HashMap<String, VecDeque<Timestamp>>);

impl DeviceThrottle {
    /// Counts a request. `false`: it is one too many, and is not counted.
    pub(super) fn admit(&mut self, address: &str, now: Timestamp) -> bool {
        self.0.retain(|_, requests| {
            while requests
                .front()
                .is_some_and(|at| now.duration_since(*at) >= PERIOD)
            {
                requests.pop_front();
            }
            !requests.is_empty()
        });
        let requests = self.0.entry(address.to_owned()).or_default();
        let admitted = requests.len() < REQUESTS;
        if admitted {
            requests.push_back(now);
        }
        admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_an_hour_and_each_address_for_itself() {
        let mut throttle = DeviceThrottle::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        for second in 0..20 {
            assert!(throttle.admit("10.77.0.1", at(second)));
        }
        assert!(!throttle.admit("10.77.0.1", at(20)));
        assert!(throttle.admit("10.77.0.2", at(20)));
        assert!(throttle.admit("10.77.0.1", at(3600)));
        assert!(!throttle.admit("10.77.0.1", at(3600)));
        throttle.admit("10.77.0.3", at(10_000));
        assert_eq!(throttle.0.len(), 1);
    }
}
