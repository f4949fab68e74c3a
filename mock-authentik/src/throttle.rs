//! How often somebody who is not logged in may ask: the one throttle of the API and of device requests,
//! which share a bucket for each address (reference, section 4).

use std::collections::{HashMap, VecDeque};

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::http::api_json;

/// How many requests are let through in which time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rate {
    requests: usize,
    period: SignedDuration,
}

impl Rate {
    /// Of device requests (reference, section 4).
    pub(crate) const DEVICE: Self = Self {
        requests: 20,
        period: SignedDuration::from_hours(1),
    };
    /// Of the API (reference, section 5.2).
    pub(crate) const API: Self = Self {
        requests: 1000,
        period: SignedDuration::from_secs(1),
    };
}

/// A request too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Request was throttled. Expected available in {} second{}.", .wait, if *.wait == 1 { "" } else { "s" })]
pub(crate) struct Throttled {
    /// Seconds.
    wait: i64,
}

impl Throttled {
    /// What the API answers.
    pub(crate) fn answer(self) -> Response {
        let body = json!({"detail": self.to_string()});
        let mut response = api_json(StatusCode::TOO_MANY_REQUESTS, &body);
        let wait = HeaderValue::from(self.wait);
        response.headers_mut().insert(RETRY_AFTER, wait);
        response
    }
}

/// What is remembered of an address.
#[derive(Debug)]
struct Bucket {
    /// When it asked, as far as it was let through.
    requests: VecDeque<Timestamp>,
    /// From when all of it is forgotten: a period of the rate that was asked last.
    expires: Timestamp,
}

/// The buckets by address.
#[derive(Debug, Default)]
pub(crate) struct Throttle(HashMap<String, Bucket>);

impl Throttle {
    /// Counts a request, unless it is one too many. What is older than the period is forgotten, whichever
    /// rate it was counted for: by mistake a call of the API makes room for device requests.
    pub(crate) fn admit(
        &mut self,
        address: &str,
        rate: Rate,
        now: Timestamp,
    ) -> Result<(), Throttled> {
        if !self.0.contains_key(address) {
            self.0.retain(|_, bucket| now < bucket.expires);
        }
        let fresh = || Bucket {
            requests: VecDeque::new(),
            expires: now,
        };
        let bucket = self.0.entry(address.to_owned()).or_insert_with(fresh);
        if bucket.expires <= now {
            bucket.requests.clear();
        }
        let age = |at: &Timestamp| now.duration_since(*at);
        while bucket
            .requests
            .front()
            .is_some_and(|at| age(at) >= rate.period)
        {
            bucket.requests.pop_front();
        }
        if bucket.requests.len() >= rate.requests {
            let oldest = bucket.requests.front().map(age).unwrap_or_default();
            let left = rate.period - oldest;
            let wait = left.as_secs() + i64::from(left.subsec_nanos() > 0);
            return Err(Throttled { wait });
        }
        bucket.requests.push_back(now);
        bucket.expires = now.saturating_add(rate.period).unwrap_or(Timestamp::MAX);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn twenty_devices_an_hour_and_each_address_for_itself() {
        let mut throttle = Throttle::default();
        let mut admits =
            |address, second| throttle.admit(address, Rate::DEVICE, at(second)).is_ok();
        for second in 0..20 {
            assert!(admits("10.77.0.1", second));
        }
        assert!(!admits("10.77.0.1", 20));
        assert!(admits("10.77.0.2", 20));
        assert!(admits("10.77.0.1", 3600));
        assert!(!admits("10.77.0.1", 3600));
        assert!(admits("10.77.0.3", 10_000));
        assert_eq!(throttle.0.len(), 1);
    }

    #[test]
    fn a_call_of_the_api_makes_room_for_devices() {
        let mut throttle = Throttle::default();
        for second in 0..20 {
            throttle
                .admit("10.77.0.1", Rate::DEVICE, at(second))
                .unwrap();
        }
        throttle.admit("10.77.0.1", Rate::API, at(30)).unwrap();
        // The call itself counts until it is forgotten.
        for _ in 0..19 {
            throttle.admit("10.77.0.1", Rate::DEVICE, at(30)).unwrap();
        }
        let refused = throttle.admit("10.77.0.1", Rate::DEVICE, at(30));
        assert_eq!(refused, Err(Throttled { wait: 3600 }));
    }

    #[test]
    fn a_thousand_calls_a_second() {
        let mut throttle = Throttle::default();
        for _ in 0..1000 {
            throttle.admit("10.77.0.1", Rate::API, at(0)).unwrap();
        }
        let refused = throttle.admit("10.77.0.1", Rate::API, at(0)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Request was throttled. Expected available in 1 second."
        );
        assert!(throttle.admit("10.77.0.1", Rate::API, at(1)).is_ok());
    }
}
