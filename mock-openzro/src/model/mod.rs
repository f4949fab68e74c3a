//! What openZro's store holds.

mod account;
mod activity;
mod event;
mod group;
mod id;
mod peer;
mod role;
mod settings;
mod time;
mod token;
mod user;

pub(crate) use account::{Account, Network, Onboarding};
pub(crate) use activity::Activity;
pub(crate) use event::Event;
pub(crate) use group::{Group, GroupIssued};
pub(crate) use id::new_id;
pub(crate) use peer::{Peer, PeerMeta, PeerStatus};
pub(crate) use role::Role;
pub(crate) use settings::{ExtraSettings, PortFilter, Settings};
pub(crate) use time::{ZERO_TIME, add_days};
pub(crate) use token::PersonalAccessToken;
pub(crate) use user::User;
