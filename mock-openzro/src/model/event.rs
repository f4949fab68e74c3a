//! An entry of the audit log.

use indexmap::IndexMap;
use jiff::Timestamp;

use super::Activity;

/// An event.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Counts from 1.
    pub(crate) id: usize,
    pub(crate) timestamp: Timestamp,
    pub(crate) activity: Activity,
    pub(crate) initiator_id: String,
    pub(crate) target_id: String,
    pub(crate) account_id: String,
    pub(crate) meta: IndexMap<String, String>,
}
