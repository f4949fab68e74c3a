//! The record of a run, shared by every tap and driver.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ambient::{Clock, Stopwatch, TimedOut, wait_until};
use jiff::Timestamp;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{Call, Entry, Exchange};

/// Keeps what went over the wire, in order of request start. Clones share one record.
#[derive(Clone, Debug)]
pub struct Recorder {
    clock: Clock,
    record: Arc<Mutex<Record>>,
}

#[derive(Debug, Default)]
struct Record {
    next: u64,
    entries: BTreeMap<u64, Entry>,
    followers: Vec<UnboundedSender<Entry>>,
}

/// A place in the record: between what had started and what had not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(u64);

impl Recorder {
    /// An empty record whose entries are dated by `clock`.
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            record: Arc::default(),
        }
    }

    fn with<T>(&self, change: impl FnOnce(&mut Record) -> T) -> T {
        change(&mut self.record.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The end of the record as it is now.
    pub fn mark(&self) -> Mark {
        self.with(|record| Mark(record.next))
    }

    /// Everything that has ended.
    pub fn all(&self) -> Vec<Entry> {
        self.since(Mark(0))
    }

    /// What started at or after `mark` and has ended.
    pub fn since(&self, mark: Mark) -> Vec<Entry> {
        self.with(|record| {
            record
                .entries
                .range(mark.0..)
                .map(|(_, entry)| entry.clone())
                .collect()
        })
    }

    /// What started at or after `from` and before `to`, and has ended.
    pub fn between(&self, from: Mark, to: Mark) -> Vec<Entry> {
        let range = from.0..to.0.max(from.0);
        self.with(|record| {
            record
                .entries
                .range(range)
                .map(|(_, entry)| entry.clone())
                .collect()
        })
    }

    /// Takes the next place in the record for something that starts now and ends later.
    pub fn start(&self) -> Started {
        let place = self.with(|record| {
            record.next += 1;
            record.next - 1
        });
        Started {
            recorder: self.clone(),
            place,
            at: self.clock.now(),
            stopwatch: Stopwatch::start(),
        }
    }

    /// Records something at the end, as if it had started now.
    pub fn record(&self, entry: Entry) {
        self.start().finish(entry);
    }

    /// Everything that ends from now on, as it ends.
    pub fn follow(&self) -> UnboundedReceiver<Entry> {
        let (follower, entries) = unbounded_channel();
        self.with(|record| record.followers.push(follower));
        entries
    }

    /// Waits until something that started at or after `since` satisfies `wanted`.
    ///
    /// # Errors
    /// [`TimedOut`] when nothing did within `patience`.
    pub async fn wait_for(
        &self,
        patience: Duration,
        since: Mark,
        wanted: impl Fn(&Entry) -> bool,
    ) -> Result<Entry, TimedOut> {
        wait_until(patience, || async {
            self.since(since).into_iter().find(&wanted)
        })
        .await
    }
}

/// A place in the record, taken by something that has started and not ended. Dropping it leaves the
/// place empty.
#[derive(Debug)]
#[must_use = "nothing is recorded before `finish`"]
pub struct Started {
    recorder: Recorder,
    place: u64,
    at: Timestamp,
    stopwatch: Stopwatch,
}

impl Started {
    /// When it started.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// How long ago that is.
    pub fn took(&self) -> Duration {
        self.stopwatch.elapsed()
    }

    /// Records what came of it, dated by its start.
    pub fn finish(self, entry: Entry) {
        let entry = match entry {
            Entry::Http(exchange) if exchange.started != self.at => Exchange {
                started: self.at,
                ..Arc::unwrap_or_clone(exchange)
            }
            .into(),
            Entry::Grpc(call) if call.started != self.at => Call {
                started: self.at,
                ..Arc::unwrap_or_clone(call)
            }
            .into(),
            dated => dated,
        };
        self.recorder.with(|record| {
            let listens = |one: &UnboundedSender<Entry>| one.send(entry.clone()).is_ok();
            record.followers.retain(listens);
            record.entries.insert(self.place, entry);
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Party, Peer};
    use super::*;

    fn call(method: &str) -> Entry {
        Call {
            started: Timestamp::UNIX_EPOCH,
            from: Party::Cli,
            to: Peer::Openzro,
            method: method.to_owned(),
            request: json!({}),
            outcome: Ok(json!({})),
        }
        .into()
    }

    fn methods(entries: &[Entry]) -> Vec<&str> {
        entries
            .iter()
            .map(|entry| entry.grpc().unwrap().method.as_str())
            .collect()
    }

    #[test]
    fn entries_stand_in_order_of_their_start() {
        let recorder = Recorder::new(Clock::system());
        recorder.record(call("before"));
        let mark = recorder.mark();
        let (first, second) = (recorder.start(), recorder.start());
        second.finish(call("second"));
        assert_eq!(methods(&recorder.since(mark)), ["second"]);
        let (started, end) = (first.at(), recorder.mark());
        first.finish(call("first"));
        recorder.record(call("after"));
        assert_eq!(methods(&recorder.between(mark, end)), ["first", "second"]);
        assert_eq!(methods(&recorder.since(mark)), ["first", "second", "after"]);
        assert_eq!(recorder.since(mark)[0].grpc().unwrap().started, started);
    }

    #[tokio::test]
    async fn waits_for_what_is_wanted_and_for_no_longer() {
        let recorder = Recorder::new(Clock::system());
        let mark = recorder.mark();
        let wanted = |entry: &Entry| entry.grpc().is_some_and(|call| call.method == "Login");
        let writer = recorder.clone();
        tokio::spawn(async move { writer.record(call("Login")) });
        recorder
            .wait_for(Duration::from_secs(5), mark, wanted)
            .await
            .unwrap();
        let late = recorder.mark();
        recorder
            .wait_for(Duration::from_millis(3), late, wanted)
            .await
            .unwrap_err();
    }
}
