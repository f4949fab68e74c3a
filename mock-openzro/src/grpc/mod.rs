//! gRPC: how clients may log in, and the registration of their machines (reference, section 4.3).
//!
//! It shares its port with the REST API, as in the real server.

mod config;
mod flow;
mod key;
mod label;
mod login;
mod peer;
mod refusal;
mod service;
mod token;

pub use key::WgPrivateKeyError;
pub(crate) use key::private_key;
pub(crate) use service::routes;
