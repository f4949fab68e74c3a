//! The journal: every request that the mock answered, the newest of them, with their answers.

mod blank;
mod body;
mod exchange;
mod headers;
mod layer;
mod matcher;
mod recording;
mod token;
mod unmet;
mod who;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::futures::OwnedNotified;

pub use body::Captured;
pub use exchange::Exchange;
pub use headers::Headers;
pub use matcher::{Matcher, StatusPattern, StatusPatternError};
pub use token::{DecodedToken, NamedToken};
pub use unmet::Unmet;

pub(crate) use blank::{blanked_header, blanked_text, blanked_url};
pub(crate) use layer::record;
pub(crate) use who::OnBehalfOf;

/// How much a journal keeps: the newest exchanges, while all of these hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalLimits {
    /// How many exchanges; 0 keeps no journal.
    pub exchanges: usize,
    /// How many bytes of each body.
    pub body_bytes: usize,
    /// How many bytes in all.
    pub total_bytes: usize,
}

impl Default for JournalLimits {
    /// 1,000 exchanges, 64 KiB of each body, 8 MiB in all.
    fn default() -> Self {
        Self {
            exchanges: 1_000,
            body_bytes: 64 << 10,
            total_bytes: 8 << 20,
        }
    }
}

/// What the mock was asked and what it answered. Clones share one journal.
///
/// Requests under `/_mock/` are not in it. An exchange is in it before the client has the end of the
/// answer.
///
/// ```
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// use std::time::Duration;
///
/// use mock_authentik::{Matcher, MockAuthentik};
///
/// let authentik = MockAuthentik::builder().start().await?;
/// reqwest::get(format!("{}/application/o/openzro/jwks/", authentik.url())).await?;
///
/// let journal = authentik.journal();
/// let keys = Matcher::any().method("GET").path("/application/o/*/jwks/".parse()?);
/// let found = journal.wait_for(&keys, 1, Duration::from_secs(5)).await?;
/// assert_eq!(found[0].status(), 404);
/// journal.assert_count(&keys, 1);
/// journal.assert_none(&keys.clone().status("5xx".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Journal(Arc<Shared>);

struct Shared {
    limits: JournalLimits,
    ring: Mutex<Ring>,
    /// Wakes those who wait for more exchanges.
    more: Arc<Notify>,
}

#[derive(Default)]
struct Ring {
    exchanges: VecDeque<Arc<Exchange>>,
    bytes: usize,
    /// The number of the newest exchange there ever was.
    last: u64,
}

impl Journal {
    pub(crate) fn new(limits: JournalLimits) -> Self {
        Self(Arc::new(Shared {
            limits,
            ring: Mutex::default(),
            more: Arc::default(),
        }))
    }

    pub(crate) fn limits(&self) -> JournalLimits {
        self.0.limits
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.0.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an exchange under the next number, and forgets the oldest beyond the limits.
    pub(crate) fn push(&self, mut exchange: Exchange) {
        let limits = self.0.limits;
        let mut ring = self.ring();
        ring.last += 1;
        exchange.number = ring.last;
        ring.bytes += exchange.size();
        ring.exchanges.push_back(Arc::new(exchange));
        while ring.exchanges.len() > limits.exchanges || ring.bytes > limits.total_bytes {
            let Some(oldest) = ring.exchanges.pop_front() else {
                break;
            };
            ring.bytes -= oldest.size();
        }
        drop(ring);
        self.0.more.notify_waiters();
    }

    /// The exchange of that number, unless it was forgotten.
    pub fn get(&self, number: u64) -> Option<Arc<Exchange>> {
        let ring = self.ring();
        let place = ring
            .exchanges
            .binary_search_by_key(&number, |exchange| exchange.number)
            .ok()?;
        ring.exchanges.get(place).cloned()
    }

    /// The exchanges that fit, in the order in which they were answered.
    pub fn find(&self, matcher: &Matcher) -> Vec<Arc<Exchange>> {
        // Matching looks into bodies: not while requests wait to be recorded.
        let all: Vec<_> = self.ring().exchanges.iter().cloned().collect();
        let fitting = all.into_iter().filter(|exchange| matcher.fits(exchange));
        fitting.collect()
    }

    /// How many exchanges fit.
    pub fn count(&self, matcher: &Matcher) -> usize {
        self.find(matcher).len()
    }

    /// Forgets every exchange. Numbers go on.
    pub fn clear(&self) {
        let mut ring = self.ring();
        ring.exchanges.clear();
        ring.bytes = 0;
    }

    /// Waits until at least `count` exchanges fit, those of the past included.
    ///
    /// # Errors
    /// [`Unmet`], which lists near misses, when `patience` ends first.
    pub async fn wait_for(
        &self,
        matcher: &Matcher,
        count: usize,
        patience: Duration,
    ) -> Result<Vec<Arc<Exchange>>, Unmet> {
        let enough = async {
            loop {
                let more = self.more();
                let found = self.find(matcher);
                if found.len() >= count {
                    return found;
                }
                more.await;
            }
        };
        let waited = tokio::time::timeout(patience, enough).await;
        waited.map_err(|_| Unmet::of(self, matcher, format!("at least {count}")))
    }

    /// Ends when there are more exchanges than at the call: it counts from its making, not from when it
    /// is first polled.
    pub(crate) fn more(&self) -> OwnedNotified {
        Arc::clone(&self.0.more).notified_owned()
    }

    /// Checks that exactly `count` exchanges fit.
    ///
    /// # Errors
    /// [`Unmet`], which lists near misses.
    pub fn expect_count(&self, matcher: &Matcher, count: usize) -> Result<(), Unmet> {
        if self.count(matcher) == count {
            return Ok(());
        }
        Err(Unmet::of(self, matcher, format!("exactly {count}")))
    }

    /// Asserts that exactly `count` exchanges fit.
    ///
    /// # Panics
    /// When they do not, with near misses.
    #[track_caller]
    pub fn assert_count(&self, matcher: &Matcher, count: usize) {
        let outcome = self.expect_count(matcher, count);
        assert!(outcome.is_ok(), "{}", Unmet::text(&outcome));
    }

    /// Asserts that some exchange fits.
    ///
    /// # Panics
    /// When none does, with near misses.
    #[track_caller]
    pub fn assert_any(&self, matcher: &Matcher) {
        let found = self.count(matcher) > 0;
        assert!(found, "{}", Unmet::of(self, matcher, "at least 1".into()));
    }

    /// Asserts that no exchange fits.
    ///
    /// # Panics
    /// When some do, listing them.
    #[track_caller]
    pub fn assert_none(&self, matcher: &Matcher) {
        self.assert_count(matcher, 0);
    }
}

/// How many there are; each exchange prints itself.
impl fmt::Debug for Journal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ring = self.ring();
        formatter
            .debug_struct("Journal")
            .field("exchanges", &ring.exchanges.len())
            .field("last", &ring.last)
            .finish_non_exhaustive()
    }
}
