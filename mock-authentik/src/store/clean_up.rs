//! When what has expired is forgotten: with Authentik's clean-up, and before a table doubles.

use jiff::Timestamp;

/// Authentik's clean-up runs every five minutes (observed, section 6).
const INTERVAL: i64 = 300;
/// Below it, looking for what has expired is not worth the time.
const FEW: usize = 1024;

/// When the clean-up last ran.
pub(super) fn last_clean_up(now: Timestamp) -> Timestamp {
    let second = now.as_second();
    Timestamp::from_second(second - second.rem_euclid(INTERVAL)).unwrap_or(now)
}

/// How large a table may grow before it is looked through: twice what was left the last time, so that
/// each entry that is added pays for looking at two.
#[derive(Debug)]
pub(super) struct Watermark(usize);

impl Default for Watermark {
    fn default() -> Self {
        Self(FEW)
    }
}

impl Watermark {
    /// Whether a table of that length should be looked through.
    pub(super) fn is_reached(&self, length: usize) -> bool {
        length >= self.0
    }

    /// So much was left.
    pub(super) fn set(&mut self, left: usize) {
        self.0 = FEW.max(2 * left);
    }
}
