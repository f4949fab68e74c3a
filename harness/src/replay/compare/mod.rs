//! What differs between a recorded answer and a live one.
//!
//! Opaque values are not compared but paired: a recorded code, key or cookie may be any live value of
//! the same format, and must be that same value wherever it comes again. Times are compared by their
//! distance from the moment of the exchange.

mod headers;
mod html;
mod json;
mod text;

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method};
use jiff::{SignedDuration, Timestamp};

use super::bindings::Bindings;
use crate::wire::{Keys, Response, shape};

/// The recordings took minutes, a replay takes seconds; lifetimes that matter are longer.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(10);

/// The longest value a report shows, in characters.
const LONGEST_SHOWN: usize = 160;

/// Something in a live answer that is not as recorded. Opaque values in it are named by their format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: `status`, `header.location`, `$.results[0].email`, `$.id_token.claims.aud`, `title`.
    pub path: String,
    /// What was recorded.
    pub expected: String,
    /// What the target answered.
    pub got: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: expected {}, got {}",
            self.path, self.expected, self.got
        )
    }
}

/// When an exchange took place, then and now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    pub(super) recorded: Timestamp,
    pub(super) live: Timestamp,
}

impl Moments {
    /// Whether two times are as far from their exchanges, within [`TOLERANCE`].
    fn agree(self, recorded: Timestamp, live: Timestamp) -> bool {
        let then = recorded.duration_since(self.recorded);
        let now = live.duration_since(self.live);
        (now - then).abs() <= TOLERANCE
    }
}

/// A comparison of one answer, at a place in it.
pub(super) struct Comparison<'a> {
    pub(super) bindings: &'a mut Bindings,
    /// The live target's keys.
    pub(super) keys: &'a Keys,
    pub(super) moments: Moments,
    /// Whether differences at a path are expected, so that nothing may be learned there.
    pub(super) excused: &'a dyn Fn(&str) -> bool,
    pub(super) path: String,
    pub(super) differences: Vec<Difference>,
}

impl Comparison<'_> {
    /// Compares whole answers.
    pub(super) fn answer(&mut self, method: &Method, recorded: &Response, live: &Response) {
        if recorded.status != live.status {
            self.under("status", |this| {
                this.differ(recorded.status.as_str(), live.status.as_str());
            });
        }
        self.headers(&recorded.headers, &live.headers);
        if recorded.status == live.status && method != Method::HEAD {
            self.body(recorded, live);
        }
    }

    fn body(&mut self, recorded: &Response, live: &Response) {
        let (then, now) = (
            String::from_utf8_lossy(&recorded.body),
            String::from_utf8_lossy(&live.body),
        );
        if is(&recorded.headers, "application/json") {
            self.under("$", |this| this.json_text(&then, &now));
        } else if is(&recorded.headers, "text/html") && !then.is_empty() && !now.is_empty() {
            self.html(&then, &now);
        } else {
            self.under("body", |this| this.text(&then, &now));
        }
    }

    /// Compares a part of what is being compared.
    fn under(&mut self, part: &str, compare: impl FnOnce(&mut Self)) {
        let (length, known) = (self.path.len(), self.differences.len());
        self.path.push_str(part);
        if (self.excused)(&self.path) {
            let before = self.bindings.clone();
            compare(self);
            if self.differences.len() > known {
                *self.bindings = before;
            }
        } else {
            compare(self);
        }
        self.path.truncate(length);
    }

    fn differ(&mut self, expected: &str, got: &str) {
        self.differences.push(Difference {
            path: self.path.clone(),
            expected: shown(expected),
            got: shown(got),
        });
    }
}

fn is(headers: &HeaderMap, kind: &str) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    value.is_some_and(|value| value.starts_with(kind))
}

/// A value as a report shows it: no opaque value, on one line, not too long.
fn shown(value: &str) -> String {
    let value = shape(value).replace('\n', "\\n");
    match value.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None if value.is_empty() => "nothing".to_owned(),
        None => value,
    }
}
