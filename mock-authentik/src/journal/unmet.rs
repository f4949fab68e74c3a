//! An expectation that the journal does not meet.

use std::sync::Arc;

use super::{Exchange, Journal, Matcher};

/// How many near misses are told.
const NEAR_MISSES: usize = 5;

/// Too few or too many exchanges fit; with those that fit, or nearly do.
#[derive(Clone, Debug, thiserror::Error)]
#[error("expected {expected} of: {matcher}; there are {found} among {recorded} exchanges{listed}")]
pub struct Unmet {
    expected: String,
    matcher: String,
    found: usize,
    recorded: usize,
    /// A line for each.
    listed: String,
}

impl Unmet {
    pub(super) fn of(journal: &Journal, matcher: &Matcher, expected: String) -> Self {
        let all = journal.find(&Matcher::any());
        let found = all.iter().filter(|exchange| matcher.fits(exchange)).count();
        let listed: Vec<_> = if found > 0 {
            let fitting = all.iter().filter(|exchange| matcher.fits(exchange));
            fitting.take(NEAR_MISSES).map(ToString::to_string).collect()
        } else {
            near_misses(&all, matcher)
        };
        Self {
            expected,
            matcher: matcher.to_string(),
            found,
            recorded: all.len(),
            listed: listed
                .iter()
                .fold(String::new(), |lines, line| lines + "\n  " + line),
        }
    }

    /// The message of an expectation that is unmet, none of one that is met.
    pub(super) fn text(outcome: &Result<(), Self>) -> String {
        outcome
            .as_ref()
            .err()
            .map(ToString::to_string)
            .unwrap_or_default()
    }
}

/// The exchanges that fail the fewest conditions, the newest first, and which they fail. One that fits
/// no condition at all is no near miss.
fn near_misses(all: &[Arc<Exchange>], matcher: &Matcher) -> Vec<String> {
    let conditions = matcher.conditions();
    let mut near: Vec<_> = all
        .iter()
        .rev()
        .map(|exchange| (matcher.failures(exchange), exchange))
        .filter(|(failures, _)| failures.len() < conditions)
        .collect();
    near.sort_by_key(|(failures, _)| failures.len());
    near.into_iter()
        .take(NEAR_MISSES)
        .map(|(failures, exchange)| format!("{exchange}: {}", failures.join(", ")))
        .collect()
}
