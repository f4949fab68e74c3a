//! Certificate-key pairs.

use std::sync::Arc;

use uuid::Uuid;

use crate::crypto::KeyPair;

/// A certificate with its private key.
#[derive(Clone, Debug)]
pub(crate) struct CertificateKeyPair {
    pub(crate) pk: Uuid,
    pub(crate) name: String,
    pub(crate) managed: Option<String>,
    pub(crate) keys: Arc<KeyPair>,
}
