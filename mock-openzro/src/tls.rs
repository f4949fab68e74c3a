//! `HttpConfig.CertFile` and `HttpConfig.CertKey`.

use std::path::Path;

use ambient::{Identity, IdentityError};

use crate::config::{self, ConfigError, HttpConfig};

/// Why the certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A file could not be read.
    #[error(transparent)]
    File(#[from] ConfigError),
    /// The files hold no certificate and its key.
    #[error("tls: {0}")]
    Identity(#[from] IdentityError),
}

/// What the server shows: nothing unless both files are named.
pub(crate) fn identity(http: Option<&HttpConfig>) -> Result<Option<Identity>, CertificateError> {
    let named = |http: &&HttpConfig| !http.cert_file.is_empty() && !http.cert_key.is_empty();
    let Some(http) = http.filter(named) else {
        return Ok(None);
    };
    let file = |path: &str| config::open(Path::new(path));
    let (chain, key) = (file(&http.cert_file)?, file(&http.cert_key)?);
    Ok(Some(Identity::from_pem(chain.as_bytes(), key.as_bytes())?))
}
