//! Keys, certificates, signed tokens and digests.

mod digest;
mod jwe;
mod jwk;
mod jws;
mod key_pair;

pub(crate) use digest::{hex, md5, sha1, sha256};
pub(crate) use jwe::{EncryptionError, encrypted};
pub(crate) use jwk::{KeyUse, jwk};
pub(crate) use jws::{Signer, SigningError, verified};
pub(crate) use key_pair::{KeyAlgorithm, KeyError, KeyPair};
