//! A request that must be on the wire during a step.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use faults::Glob;
use schemars::JsonSchema;
use serde::Deserialize;

use super::expect::{Unmet, exchanges};
use super::reference::References;
use crate::wire::{Entry, Exchange, Party, Peer};

/// A request that must be on the wire during the step this many times.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireCall {
    /// The method (`*` for any) and the path, in which `*` stands for any characters but a slash
    /// and `**` for any at all: `GET /api/v3/core/users/*/`.
    pub request: String,
    /// Who asks; anybody when absent.
    #[serde(default)]
    pub from: Option<Party>,
    /// Who is asked; either when absent.
    #[serde(default)]
    pub to: Option<Peer>,
    /// The status of the answer; any when absent.
    #[serde(default)]
    pub status: Option<u16>,
    /// How many times: once when absent, 0 for never.
    #[serde(default)]
    pub times: Times,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Times {
    /// Exactly so often.
    Exactly(usize),
    /// As often as that or more, where openZro races with itself.
    AtLeast {
        /// How often at least.
        at_least: usize,
    },
}

impl Default for Times {
    fn default() -> Self {
        Self::Exactly(1)
    }
}

impl Times {
    fn allows(self, found: usize) -> bool {
        match self {
            Self::Exactly(times) => found == times,
            Self::AtLeast { at_least } => found >= at_least,
        }
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(times) => write!(f, "{times}"),
            Self::AtLeast { at_least } => write!(f, "{at_least} or more"),
        }
    }
}

impl WireCall {
    pub(super) fn check(&self, entries: &[Entry], references: &References) -> Result<(), Unmet> {
        let request = references.fill_text(&self.request);
        let (method, path) = pattern(&request).map_err(|message| Unmet {
            message,
            exchange: None,
        })?;
        let fits = |exchange: &Exchange| {
            (method == "*" || method == exchange.request.method.as_str())
                && path.matches(exchange.request.path())
                && self.from.is_none_or(|from| from == exchange.from)
                && self.to.is_none_or(|to| to == exchange.to)
        };
        let asked: Vec<&Arc<Exchange>> = exchanges(entries).filter(|it| fits(it)).collect();
        let answered = |it: &&&Arc<Exchange>| {
            self.status
                .is_none_or(|wanted| it.status().is_some_and(|got| got.as_u16() == wanted))
        };
        let found = asked.iter().filter(answered).count();
        if self.times.allows(found) {
            return Ok(());
        }
        let mut statuses: BTreeMap<String, usize> = BTreeMap::new();
        for exchange in &asked {
            let status = exchange.status();
            let status = status.map_or("no answer".to_owned(), |it| it.as_u16().to_string());
            *statuses.entry(status).or_default() += 1;
        }
        let from = self.from.map(|from| format!(" from {from}"));
        let status = self.status.map(|status| format!(" answered {status}"));
        Err(Unmet {
            message: format!(
                "`{request}`{}{} was on the wire {found} times, not {}; whatever the answer, it was there {} times {statuses:?}",
                from.unwrap_or_default(),
                status.unwrap_or_default(),
                self.times,
                asked.len(),
            ),
            exchange: asked.last().map(|it| Arc::clone(it)),
        })
    }
}

pub(super) fn pattern(request: &str) -> Result<(&str, Glob), String> {
    let words =
        || format!("`{request}` is no request; write a method and a path: `GET /api/users`");
    let (method, path) = request.split_once(' ').ok_or_else(words)?;
    if method != "*" && !method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(words());
    }
    let path = path.parse().map_err(|error| format!("{error}"))?;
    Ok((method, path))
}
