//! A mock of the part of openZro's management server that talks to Authentik.
//!
//! It reads the same `management.json`, takes the same flags, makes the same calls and gives the same
//! answers, the real one's faults included: users meet them, so tests must too.
//!
//! ```no_run
//! # async fn demo() -> Result<(), mock_openzro::StartError> {
//! let openzro = mock_openzro::MockOpenzro::builder()
//!     .config_file("management.json")
//!     .start()
//!     .await?;
//! println!("the REST API is at {}/api", openzro.url());
//! # Ok(())
//! # }
//! ```

mod account;
mod app;
mod auth;
mod command_line;
mod config;
mod flags;
mod grpc;
mod idp;
mod mock;
mod model;
mod rest;
mod store;
mod tls;

pub use command_line::{CommandLine, CommandLineError};
pub use config::{
    Config, ConfigError, DeviceAuthorizationFlow, Host, HttpConfig, IdpClientConfig,
    IdpManagerConfig, PkceAuthorizationFlow, ProviderConfig,
};
pub use flags::Flags;
pub use grpc::WgPrivateKeyError;
pub use idp::IncompleteIdp;
pub use mock::{Builder, Crashed, MockOpenzro, StartError};
pub use store::Store;
pub use tls::CertificateError;
