//! openZro's management gRPC protocol: messages, client and server stubs, and the NaCl boxes around
//! most messages (openZro reference §4.3).
//!
//! ```
//! use ambient::Entropy;
//! use management_grpc::{PrivateKey, open, proto, seal};
//!
//! let entropy = Entropy::os();
//! let (machine, server) = (PrivateKey::new(&entropy), PrivateKey::new(&entropy));
//! let login = proto::LoginRequest {
//!     jwt_token: "eyJ…".to_owned(),
//!     ..proto::LoginRequest::default()
//! };
//! let sealed = seal(&login, &machine, server.public(), &entropy);
//! let opened: proto::LoginRequest = open(&sealed.body, machine.public(), &server)?;
//! assert_eq!(opened, login);
//! # Ok::<(), management_grpc::OpenError>(())
//! ```

mod key;
mod sealed;

pub use key::{KeyError, PrivateKey, PublicKey};
pub use sealed::{OpenError, open, seal};

/// The messages and stubs, as `proto/management.proto` describes them. Messages serialise as
/// protobuf's JSON mapping names their fields.
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::pedantic,
    reason = "generated; what the generator adds of its own is undocumented"
)]
pub mod proto {
    tonic::include_proto!("management");
}
