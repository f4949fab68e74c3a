//! What openZro does with accounts, users and peers, whoever asks for it.

mod delete;
mod error;
mod events;
mod invite;
mod join;
mod jwt_groups;
mod login;
mod lookup;
mod peers;
mod permissions;
mod service_user;
mod settings;
mod tokens;
mod update;
mod users;
mod warm_up;

pub(crate) use error::{Kind, Refusal};
pub(crate) use events::ShownEvent;
pub(crate) use invite::Invite;
pub(crate) use join::is_domain_valid;
pub(crate) use permissions::{MODULES, Module, Operation, role_allows};
pub(crate) use update::UserUpdate;
pub(crate) use users::{CurrentUser, UserInfo};
pub(crate) use warm_up::warm_up;
