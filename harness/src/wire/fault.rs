//! Faults: what the tap does to chosen requests instead of, or before, forwarding them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderValue, Method, StatusCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Glob, Party};

/// A fault, as a scenario writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What to call it when it is cleared, and in the transcript.
    pub name: String,
    /// Which requests it hits.
    #[serde(default)]
    pub matches: Route,
    /// How many requests it hits before it wears off; always when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// What it does to them.
    pub effect: Effect,
}

/// Which requests a fault hits: those that fit everything given here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Who asks; anybody when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Party>,
    /// The method, in upper case; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The path, without the query; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Glob>,
}

impl Route {
    /// Whether a request is one of these.
    pub fn matches(&self, from: Party, method: &Method, path: &str) -> bool {
        self.from.is_none_or(|party| party == from)
            && self
                .method
                .as_ref()
                .is_none_or(|wanted| wanted == method.as_str())
            && self.path.as_ref().is_none_or(|glob| glob.matches(path))
    }
}

/// What a fault does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// Answers with this status; the request never arrives.
    Status {
        /// The status.
        #[serde(with = "status")]
        #[schemars(with = "u16", range(min = 200, max = 599))]
        status: StatusCode,
        /// The body, sent as JSON if it is some, else as text; empty when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<String>,
        /// The value of `Retry-After`, in seconds; no such header when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u32>,
    },
    /// Forwards the request only after this time: `11s`, `1m 30s`.
    Latency(
        #[serde(with = "jiff::fmt::serde::unsigned_duration::friendly::compact::required")]
        #[schemars(with = "String")]
        Duration,
    ),
    /// Resets the connection; the request never arrives.
    Reset,
    /// Forwards the request, answers with half of the answer's body, and closes the connection.
    TruncateBody,
    /// Forwards the request and puts this in place of the answer's `Content-Type`.
    ContentType(
        #[serde(with = "header_value")]
        #[schemars(with = "String")]
        HeaderValue,
    ),
}

/// Text that may stand in a header.
mod header_value {
    use http::HeaderValue;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &HeaderValue, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&String::from_utf8_lossy(value.as_bytes()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<HeaderValue, D::Error> {
        let text = String::deserialize(from)?;
        HeaderValue::from_str(&text)
            .map_err(|_| D::Error::custom(format!("{text:?} may not stand in a header")))
    }
}

/// A status that ends an exchange.
mod status {
    use http::StatusCode;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u16(status.as_u16())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<StatusCode, D::Error> {
        let number = u16::deserialize(from)?;
        let status = StatusCode::from_u16(number)
            .ok()
            .filter(|_| (200..600).contains(&number));
        status.ok_or_else(|| D::Error::custom(format!("{number} is no status from 200 to 599")))
    }
}

/// The faults of one tap. Clones share one list.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Vec<Fault>>>);

impl Faults {
    fn with<T>(&self, change: impl FnOnce(&mut Vec<Fault>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds a fault, in the place of one that had its name.
    pub fn set(&self, fault: Fault) {
        self.with(
            |faults| match faults.iter_mut().find(|old| old.name == fault.name) {
                Some(old) => *old = fault,
                None => faults.push(fault),
            },
        );
    }

    /// Removes the fault of that name; whether there was one.
    pub fn clear(&self, name: &str) -> bool {
        self.with(|faults| {
            let before = faults.len();
            faults.retain(|fault| fault.name != name);
            faults.len() < before
        })
    }

    /// Removes every fault.
    pub fn clear_all(&self) {
        self.with(Vec::clear);
    }

    /// The first fault set that hits this request and has not worn off; it is the nearer to that now.
    pub(super) fn hit(&self, from: Party, method: &Method, path: &str) -> Option<Fault> {
        self.with(|faults| {
            let fault = faults.iter_mut().find(|fault| {
                fault.times != Some(0) && fault.matches.matches(from, method, path)
            })?;
            fault.times = fault.times.map(|left| left - 1);
            Some(fault.clone())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(yaml: &str) -> Result<Fault, serde_saphyr::Error> {
        serde_saphyr::from_str(yaml)
    }

    #[test]
    fn a_scenario_writes_faults_in_plain_words() {
        let lookup = fault(
            "name: look-up fails\nmatches: {from: openzro, method: GET, path: /api/v3/core/users/*/}\n\
             times: 1\neffect: {status: {status: 503, retry_after: 5}}",
        )
        .unwrap();
        assert!(
            lookup
                .matches
                .matches(Party::Openzro, &Method::GET, "/api/v3/core/users/6/")
        );
        assert!(
            !lookup
                .matches
                .matches(Party::Admin, &Method::GET, "/api/v3/core/users/6/")
        );
        assert!(
            !lookup
                .matches
                .matches(Party::Openzro, &Method::DELETE, "/api/v3/core/users/6/")
        );
        let slow = fault("name: slow\neffect: {latency: 1m 30s}").unwrap();
        assert_eq!(slow.effect, Effect::Latency(Duration::from_secs(90)));
        assert_eq!(
            fault("name: gone\neffect: reset").unwrap().effect,
            Effect::Reset
        );
    }

    #[test]
    fn unknown_keys_and_impossible_values_are_errors() {
        for yaml in [
            "name: x\neffect: reset\nfoo: 1",
            "name: x\neffect: reset\nmatches: {form: cli}",
            "name: x\neffect: {status: {status: 503, retry-after: 5}}",
            "name: x\neffect: explode",
            "name: x\neffect: {status: {status: 99}}",
            "name: x\neffect: {content_type: \"a\\nb\"}",
        ] {
            fault(yaml).unwrap_err();
        }
    }

    #[test]
    fn a_fault_wears_off_and_makes_way_for_the_next() {
        let faults = Faults::default();
        faults.set(fault("name: first\ntimes: 1\neffect: reset").unwrap());
        faults.set(fault("name: second\neffect: reset").unwrap());
        let hit = || {
            faults
                .hit(Party::Cli, &Method::GET, "/")
                .map(|fault| fault.name)
        };
        assert_eq!(hit().as_deref(), Some("first"));
        assert_eq!(hit().as_deref(), Some("second"));
        assert!(faults.clear("second"));
        assert!(!faults.clear("second"));
        assert_eq!(hit(), None);
        faults.set(fault("name: first\ntimes: 1\neffect: reset").unwrap());
        assert_eq!(hit().as_deref(), Some("first"), "set again, it counts anew");
    }
}
