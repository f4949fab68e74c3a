//! An account: users, peers and settings that belong together.

use std::net::Ipv4Addr;

use jiff::Timestamp;

use super::{Group, Settings};

/// An account.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) created_by: String,
    pub(crate) created_at: Timestamp,
    pub(crate) domain: String,
    /// `private`, or empty.
    pub(crate) domain_category: String,
    /// Whether newcomers of the domain join this account.
    pub(crate) is_domain_primary: bool,
    pub(crate) settings: Settings,
    pub(crate) onboarding: Onboarding,
    pub(crate) groups: Vec<Group>,
    pub(crate) network: Network,
}

/// What the dashboard still wants to show to a new owner.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Onboarding {
    pub(crate) flow_pending: bool,
    pub(crate) signup_form_pending: bool,
}

/// The account's addresses: one /16 of 100.64.0.0/10.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Network {
    pub(crate) base: Ipv4Addr,
    /// Grows with each change that peers must hear of.
    pub(crate) serial: u64,
}
