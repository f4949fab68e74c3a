//! What must hold after a step.

use std::str::FromStr;
use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::matcher::Matcher;
use super::path::JsonPath;
use super::reference::{References, names_in, names_in_value};
use super::wire_call::{WireCall, pattern};
use crate::wire::{Entry, Exchange};

/// What must hold after a step. What is not given is not looked at.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Expect {
    /// What came of it, in one word, such as `signed_in` or `pending`; each step says which words it
    /// has.
    pub outcome: Option<String>,
    /// The HTTP status of the answer.
    pub status: Option<u16>,
    /// What the answer's body must hold, by path.
    pub body: IndexMap<String, Matcher>,
    /// What the claims of the token must be, by name: of the ID token where there is one, else of
    /// the access token.
    pub claims: IndexMap<String, Matcher>,
    /// What else the step saw, by path.
    pub seen: IndexMap<String, Matcher>,
    /// What went over the wire during the step, and what did not.
    pub wire: Vec<WireCall>,
    /// Names for what the answer's body holds, by path: `${name}` stands for it in later steps.
    pub keep: IndexMap<String, String>,
    /// In a scenario of a known bug: what must hold instead once the bug is mended. When that holds
    /// and the rest does not, the scenario ends with `fixed?`.
    pub once_mended: Option<Box<Expect>>,
}

/// An expectation that does not hold.
#[derive(Clone, Debug)]
pub struct Unmet {
    /// Which, what was found and what should have been.
    pub message: String,
    /// The exchange it is about, if it is about one.
    pub exchange: Option<Arc<Exchange>>,
}

impl Expect {
    /// Every text in which references may stand.
    pub(super) fn references(&self) -> Vec<&str> {
        let values = [&self.body, &self.claims, &self.seen]
            .into_iter()
            .flat_map(|all| all.values())
            .filter_map(Matcher::value)
            .flat_map(names_in_value);
        let paths = [&self.body, &self.claims, &self.seen]
            .into_iter()
            .flat_map(|all| all.keys())
            .flat_map(|path| names_in(path));
        let wire = self.wire.iter().flat_map(|call| names_in(&call.request));
        let once_mended = self.once_mended.iter().flat_map(|it| it.references());
        values.chain(paths).chain(wire).chain(once_mended).collect()
    }

    /// What is no path or no request among the expectations.
    pub(super) fn malformed(&self) -> Option<String> {
        let paths = [&self.body, &self.claims, &self.seen];
        let path = paths
            .into_iter()
            .flat_map(|all| all.keys())
            .chain(self.keep.values())
            .find_map(|path| {
                path.parse::<JsonPath>()
                    .err()
                    .map(|error| error.to_string())
            });
        path.or_else(|| {
            let malformed = |call: &WireCall| pattern(&call.request).err();
            self.wire.iter().find_map(malformed)
        })
        .or_else(|| self.once_mended.as_ref()?.malformed())
    }

    /// What is kept of what the step saw.
    ///
    /// # Errors
    /// [`Unmet`] when it is not there.
    pub fn kept(&self, seen: &Value) -> Result<Vec<(String, Value)>, Unmet> {
        let keep = self.keep.iter();
        keep.map(|(name, path)| {
            let found = JsonPath::from_str(path).ok();
            let found = found.and_then(|path| path.find(&seen["body"]));
            let found = found.ok_or_else(|| Unmet {
                message: format!("`{path}` in `body` is absent, and should be kept as `{name}`"),
                exchange: None,
            })?;
            Ok((name.clone(), found))
        })
        .collect()
    }

    /// Checks everything but the wire against what the step saw. `entries`, what went over the wire
    /// meanwhile, are for the failure to quote.
    ///
    /// # Errors
    /// [`Unmet`] is the first thing that does not hold.
    pub fn check(
        &self,
        seen: &Value,
        entries: &[Entry],
        references: &References,
    ) -> Result<(), Unmet> {
        let about = |message| Unmet {
            message,
            exchange: telling(entries, seen),
        };
        if let Some(wanted) = &self.outcome {
            let found = seen["outcome"].as_str().unwrap_or("nothing");
            if found != wanted {
                let message = format!("the outcome is `{found}`, not `{wanted}`: {seen}");
                return Err(about(message));
            }
        }
        if let Some(wanted) = self.status {
            let found = &seen["status"];
            if found.as_u64() != Some(wanted.into()) {
                let body = &seen["body"];
                let message = format!("the status is {found}, not {wanted}; the body is {body}");
                return Err(about(message));
            }
        }
        for (part, matchers) in [
            ("body", &self.body),
            ("claims", &self.claims),
            ("", &self.seen),
        ] {
            let whole = if part.is_empty() { seen } else { &seen[part] };
            for (path, matcher) in matchers {
                let filled = references.fill_text(path);
                let found = JsonPath::from_str(&filled)
                    .ok()
                    .and_then(|path| path.find(whole));
                matcher.check(found.as_ref(), references).map_err(|words| {
                    let found = found.map_or_else(|| "absent".to_owned(), |it| it.to_string());
                    let part = if part.is_empty() { "seen" } else { part };
                    about(format!(
                        "`{path}` in `{part}` is {found}, but must be {words}"
                    ))
                })?;
            }
        }
        Ok(())
    }

    /// Checks what went over the wire, where everything on it was seen.
    ///
    /// # Errors
    /// As for [`Expect::check`].
    pub fn check_wire(&self, entries: &[Entry], references: &References) -> Result<(), Unmet> {
        self.wire
            .iter()
            .try_for_each(|call| call.check(entries, references))
    }
}

pub(super) fn exchanges(entries: &[Entry]) -> impl Iterator<Item = &Arc<Exchange>> {
    entries.iter().filter_map(|entry| match entry {
        Entry::Http(exchange) => Some(exchange),
        Entry::Grpc(_) => None,
    })
}

/// The exchange that tells most about what a step saw: the last with the status it saw, or else the
/// last that was refused, or else the last.
fn telling(entries: &[Entry], seen: &Value) -> Option<Arc<Exchange>> {
    let status = seen["status"].as_u64();
    let saw = |it: &&Arc<Exchange>| it.status().map(|got| got.as_u16().into()) == status;
    let refused = |it: &&Arc<Exchange>| it.status().is_none_or(|it| it.as_u16() >= 400);
    let last = |wanted: &dyn Fn(&&Arc<Exchange>) -> bool| exchanges(entries).filter(wanted).last();
    let found = status.and_then(|_| last(&saw));
    found
        .or_else(|| last(&refused))
        .or_else(|| last(&|_| true))
        .cloned()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use http::{HeaderMap, Method, StatusCode};
    use jiff::Timestamp;
    use serde_json::json;

    use super::*;
    use crate::wire::{Outcome, Party, Peer, Request, Response};

    fn exchange(method: Method, target: &str, status: u16) -> Entry {
        let headers = HeaderMap::new();
        Exchange {
            started: Timestamp::UNIX_EPOCH,
            took: Duration::ZERO,
            from: Party::Openzro,
            to: Peer::Authentik,
            request: Request {
                method,
                target: target.to_owned(),
                headers: headers.clone(),
                body: Bytes::new(),
            },
            outcome: Outcome::Answered(Response {
                status: StatusCode::from_u16(status).unwrap(),
                headers,
                body: Bytes::new(),
            }),
        }
        .into()
    }

    fn unmet(yaml: &str) -> Option<Unmet> {
        let entries = [
            exchange(Method::GET, "/api/v3/core/users/?page=1", 200),
            exchange(Method::GET, "/api/v3/core/users/6/", 503),
        ];
        let mut references = References::default();
        references.set("bob.pk", 6);
        let expect: Expect = serde_saphyr::from_str(yaml).unwrap();
        let seen = json!({ "outcome": "done", "status": 200, "body": [{ "id": 6 }] });
        let checked = expect.check(&seen, &entries, &references);
        checked
            .and_then(|()| expect.check_wire(&entries, &references))
            .err()
    }

    #[test]
    fn what_holds_is_met() {
        let yaml = "outcome: done\nstatus: 200\nbody: {'[id=${bob.pk}].id': '${bob.pk}'}\nwire:\n\
                    - {request: 'GET /api/v3/core/users/${bob.pk}/', from: openzro, status: 503}\n\
                    - {request: 'GET /api/v3/core/users/'}\n\
                    - {request: '* /api/**', times: 2}\n\
                    - {request: 'DELETE /**', times: 0}";
        assert!(unmet(yaml).is_none(), "{:?}", unmet(yaml));
    }

    #[test]
    fn what_does_not_hold_says_what_was_found_and_where() {
        let never = unmet("wire: [{request: 'GET /api/v3/core/users/*/', times: 0}]").unwrap();
        assert!(
            never.message.contains("1 times, not 0"),
            "{}",
            never.message
        );
        let exchange = never.exchange.unwrap();
        assert_eq!(exchange.request.target, "/api/v3/core/users/6/");
        let body = unmet("body: {'[0].id': 7}").unwrap().message;
        assert!(body.contains("is 6, but must be 7"), "{body}");
        let outcome = unmet("outcome: refused").unwrap().message;
        assert!(outcome.contains("`done`, not `refused`"), "{outcome}");
    }
}
