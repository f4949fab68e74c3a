//! What time it is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

/// A clock that a test can freeze, set and advance. Clones share one state.
///
/// ```
/// use ambient::Clock;
/// use jiff::{SignedDuration, Timestamp};
///
/// let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
/// clock.advance(SignedDuration::from_mins(11));
/// assert_eq!(clock.now().as_second(), 660);
/// ```
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mutex<State>>);

#[derive(Clone, Copy, Debug)]
enum State {
    /// Runs with the system's clock, ahead of it by this much.
    Running { ahead: SignedDuration },
    /// Stands still.
    Frozen { at: Timestamp },
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::from_state(State::Running {
            ahead: SignedDuration::ZERO,
        })
    }

    /// A clock that stands at `at` until it is advanced or set.
    pub fn frozen_at(at: Timestamp) -> Self {
        Self::from_state(State::Frozen { at })
    }

    fn from_state(state: State) -> Self {
        Self(Arc::new(Mutex::new(state)))
    }

    /// A clock that shows what this one shows, and from now on moves by itself.
    ///
    /// ```
    /// use ambient::Clock;
    /// use jiff::{SignedDuration, Timestamp};
    ///
    /// let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
    /// clock.fork().advance(SignedDuration::from_mins(11));
    /// assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
    /// ```
    #[must_use]
    pub fn fork(&self) -> Self {
        Self::from_state(self.with(|state| *state))
    }

    /// Shows from now on what `other` shows, and moves by itself.
    pub fn copy(&self, other: &Self) {
        let state = other.with(|state| *state);
        self.with(|own| *own = state);
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The time on this clock.
    pub fn now(&self) -> Timestamp {
        self.with(|state| state.now())
    }

    /// The time on this clock in whole seconds since 1970-01-01T00:00:00Z, as JWTs count it.
    pub fn now_seconds(&self) -> i64 {
        self.now().as_second()
    }

    /// Whether the clock stands still.
    pub fn is_frozen(&self) -> bool {
        self.with(|state| matches!(state, State::Frozen { .. }))
    }

    /// Moves the clock on (or, by a negative amount, back). Saturates at the ends of time.
    pub fn advance(&self, by: SignedDuration) {
        self.with(|state| match state {
            State::Running { ahead } => *ahead = ahead.saturating_add(by),
            State::Frozen { at } => *at = at.saturating_add(by).unwrap_or(*at),
        });
    }

    /// Stops the clock where it is.
    pub fn freeze(&self) {
        self.with(|state| *state = State::Frozen { at: state.now() });
    }

    /// Sets the clock to `to`; it stands still or runs on as before.
    pub fn set(&self, to: Timestamp) {
        self.with(|state| match state {
            State::Running { ahead } => *ahead = to.duration_since(system_now()),
            State::Frozen { at } => *at = to,
        });
    }

    /// Lets a frozen clock run on from where it stands.
    pub fn resume(&self) {
        self.with(|state| {
            *state = State::Running {
                ahead: state.now().duration_since(system_now()),
            };
        });
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl State {
    fn now(self) -> Timestamp {
        match self {
            Self::Running { ahead } => system_now().saturating_add(ahead).unwrap_or(Timestamp::MAX),
            Self::Frozen { at } => at,
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the system's clock"
)]
fn system_now() -> Timestamp {
    Timestamp::now()
}

/// Measures how long something took, by the monotonic clock.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts to measure.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the monotonic clock"
    )]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn frozen_time_is_the_sum_of_its_advances(steps in prop::collection::vec(0_i64..1_000_000, 0..20)) {
            let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
            for step in &steps {
                clock.advance(SignedDuration::from_secs(*step));
            }
            prop_assert_eq!(clock.now_seconds(), steps.iter().sum::<i64>());
        }
    }

    #[test]
    fn a_running_clock_keeps_its_lead() {
        let clock = Clock::system();
        clock.advance(SignedDuration::from_hours(1));
        let lead = clock.now().duration_since(Clock::system().now());
        assert!((lead.as_secs() - 3600).abs() <= 5, "lead is {lead}");
    }

    #[test]
    fn clones_share_one_time_and_set_keeps_a_clock_frozen() {
        let clock = Clock::system();
        let twin = clock.clone();
        clock.freeze();
        assert!(twin.is_frozen());
        twin.set(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
    }

    #[test]
    fn a_copy_brings_a_clock_back() {
        let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
        let start = clock.fork();
        clock.resume();
        clock.copy(&start);
        assert!(clock.is_frozen());
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
    }
}
