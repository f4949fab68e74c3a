//! Replays recordings of a real system against a target, and says what differs.
//!
//! Requests are sent in their order, with the target's own ids, codes, cookies and tokens in place of
//! the recorded ones: whatever earlier answers gave is bound by comparing recorded and live answers
//! side by side. Sessions and tokens that come from recordings which are not replayed are obtained
//! anew: by logging the person in, or by taking the last token that says the same.

mod bindings;
mod compare;
mod deviations;
mod people;
mod report;
mod rewrite;

use std::path::PathBuf;

use ambient::Clock;
use http::header::HOST;
use serde_json::Value;
use url::Url;

pub use self::compare::Difference;
pub use self::deviations::{Deviation, DeviationsError, EntryName, Place};
pub use self::report::{Counts, ExchangeReport, FileReport, ReplayReport};

use self::bindings::Bindings;
use self::compare::{Comparison, Moments};
use self::deviations::Deviations;
use self::people::People;
use crate::Trust;
use crate::har::{HarError, Recorded, Recording};
use crate::wire::{Jwt, Keys, Response, SendError, Upstream, WireError};

/// How to replay.
#[derive(Clone, Debug, Default)]
pub struct ReplayOptions {
    /// Recordings that are replayed in their place by name, and not compared.
    pub prepare: Vec<PathBuf>,
    /// A list of allowed deviations, in YAML.
    pub deviations: Option<PathBuf>,
    /// The target's clock.
    pub clock: Clock,
}

/// A replay could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// A recording could not be read.
    #[error(transparent)]
    Recording(#[from] HarError),
    /// The list of deviations could not be read.
    #[error(transparent)]
    Deviations(#[from] DeviationsError),
    /// The target's URL is not one.
    #[error(transparent)]
    Target(#[from] WireError),
    /// The target stopped answering, or never did.
    #[error("{recording} {entry}: {source}; start the target afresh and replay again")]
    Unanswered {
        /// The recording.
        recording: String,
        /// The entry.
        entry: String,
        /// What happened.
        source: SendError,
    },
}

/// Replays `files` against a freshly bootstrapped target at `base`, in the order of their names, as
/// each builds on those before it.
///
/// # Errors
/// [`ReplayError`] when a file cannot be read or the target does not answer. That an answer differs
/// is no error: see [`ReplayReport::passed`].
pub async fn replay(
    files: &[PathBuf],
    base: &Url,
    options: &ReplayOptions,
) -> Result<ReplayReport, ReplayError> {
    let deviations = options
        .deviations
        .as_deref()
        .map(Deviations::read)
        .transpose()?;
    let mut replayer = Replayer {
        upstream: Upstream::new(base.clone(), &Trust::default())?,
        clock: options.clock.clone(),
        deviations: deviations.unwrap_or_default(),
        bindings: Bindings::default(),
        people: People::default(),
        keys: Keys::default(),
    };
    let prepared = options.prepare.iter().map(|path| (path, false));
    let compared = files.iter().map(|path| (path, true));
    let recordings = prepared
        .chain(compared)
        .map(|(path, compared)| Recording::read(path).map(|recording| (recording, compared)));
    let mut recordings = recordings.collect::<Result<Vec<_>, _>>()?;
    recordings.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    let mut report = ReplayReport::default();
    for (recording, compared) in &recordings {
        let file = replayer.file(recording).await?;
        report.files.extend(compared.then_some(file));
    }
    Ok(report)
}

/// A replay under way.
struct Replayer {
    upstream: Upstream,
    clock: Clock,
    deviations: Deviations,
    bindings: Bindings,
    people: People,
    /// The target's keys.
    keys: Keys,
}

impl Replayer {
    async fn file(&mut self, recording: &Recording) -> Result<FileReport, ReplayError> {
        let mut report = FileReport {
            recording: recording.name.clone(),
            exchanges: Vec::new(),
            notes: Vec::new(),
            stale: Vec::new(),
        };
        for entry in &recording.entries {
            let exchange = self.exchange(recording, entry, &mut report.notes).await;
            report
                .exchanges
                .push(exchange.map_err(|source| ReplayError::Unanswered {
                    recording: recording.name.clone(),
                    entry: entry.to_string(),
                    source,
                })?);
        }
        report.stale.extend(self.deviations.stale(&recording.name));
        Ok(report)
    }

    async fn exchange(
        &mut self,
        recording: &Recording,
        entry: &Recorded,
        notes: &mut Vec<String>,
    ) -> Result<ExchangeReport, SendError> {
        self.open_session(entry, notes).await?;
        let request = rewrite::rewrite(&entry.request, &self.bindings);
        self.bindings.note_sent(&rewrite::words(&entry.request));
        let live = self.clock.now();
        let response = self.upstream.send(&request).await?;
        self.people.meet(entry);
        self.learn_keys(&response);
        let moments = Moments {
            recorded: entry.started,
            live,
        };
        let mut comparison = Comparison {
            bindings: &mut self.bindings,
            keys: &self.keys,
            moments,
            excused: &|path| self.deviations.touch(&recording.name, entry, path),
            path: String::new(),
            differences: Vec::new(),
        };
        comparison.answer(&entry.request.method, &entry.response, &response);
        let differences = comparison.differences;
        let (allowed, differences) = differences
            .into_iter()
            .partition(|difference| self.deviations.allow(&recording.name, entry, difference));
        Ok(ExchangeReport {
            number: entry.number,
            label: entry.label.clone(),
            method: entry.request.method.clone(),
            path: entry.request.path().to_owned(),
            differences,
            allowed,
        })
    }

    /// Logs in whoever's session a request uses, if no replayed answer gave it.
    async fn open_session(
        &mut self,
        entry: &Recorded,
        notes: &mut Vec<String>,
    ) -> Result<(), SendError> {
        let recorded = people::cookies(&entry.request.headers);
        let sessions = recorded
            .iter()
            .filter(|(name, _)| name == "authentik_session");
        let unknown = sessions
            .map(|(_, value)| value)
            .find(|value| !self.bindings.knows(value));
        let Some(session) = unknown.and_then(|value| Jwt::parse(value)) else {
            return Ok(());
        };
        let Some(person) = self.people.owner(&session) else {
            return Ok(());
        };
        let host = entry.request.headers.get(HOST);
        if let Some(live) = people::log_in(&self.upstream, host, &person).await? {
            notes.push(format!(
                "before {entry}: logged {} in, whose session no replayed recording has opened",
                person.username
            ));
            for (name, value) in &recorded {
                if let Some((_, live)) = live.iter().find(|(known, _)| known == name) {
                    self.bindings.adopt(value, live);
                }
            }
        }
        Ok(())
    }

    fn learn_keys(&mut self, response: &Response) {
        let body = serde_json::from_slice::<Value>(&response.body);
        if let Ok(body) = body.as_ref()
            && body["keys"].is_array()
        {
            self.keys.publish(body);
        }
    }
}
