//! The identity provider as openZro's IdP manager sees it: Authentik's admin API.

mod cache;
mod client;
mod error;
mod manager;
mod token;
mod wire;

pub(crate) use cache::Cache;
pub(crate) use client::{cause, client, send};
pub(crate) use error::IdpError;
pub use error::IncompleteIdp;
pub(crate) use manager::{Manager, TIMEOUT, UserData};
