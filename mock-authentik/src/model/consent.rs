//! Consent that somebody gave.

use std::collections::BTreeSet;

use jiff::Timestamp;
use uuid::Uuid;

use super::UserPk;

/// What a user lets an application have: one for each pair (reference, section 2.9).
#[derive(Clone, Debug)]
pub(crate) struct UserConsent {
    /// The number by which the API names it; the store gives it.
    pub(crate) pk: u64,
    pub(crate) user: UserPk,
    pub(crate) application: Uuid,
    /// The scopes last consented to.
    pub(crate) permissions: BTreeSet<String>,
    /// `None`: for good.
    pub(crate) expires: Option<Timestamp>,
}
