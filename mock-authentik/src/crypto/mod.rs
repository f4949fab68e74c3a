//! Keys, certificates and digests.

mod digest;
mod key_pair;

pub(crate) use digest::{hex, sha1, sha256};
pub(crate) use key_pair::{KeyAlgorithm, KeyError, KeyPair};
