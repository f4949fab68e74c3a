//! Keys, certificates, signed tokens and digests.

mod digest;
mod jwe;
mod jwk;
mod jws;
mod key_pair;
mod pool;
mod private_key;
mod recent;

pub(crate) use digest::{hex, md5, sha1, sha256};
pub(crate) use jwe::{EncryptionError, encrypted};
pub(crate) use jwk::{KeyUse, jwk};
pub(crate) use jws::{Header, Signer, SigningError, unsigned, verified};
pub(crate) use key_pair::{KeyPair, Names};
use pool::rsa_key;
pub(crate) use private_key::{KeyAlgorithm, KeyError};
