//! TLS for servers: what a server shows.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a client may take to say hello.
const PATIENCE: Duration = Duration::from_secs(10);

/// A certificate and its key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The text of the certificates holds none.
    #[error(
        "cannot read the certificate: {0}; give a PEM file with the server's certificate first"
    )]
    Certificate(String),
    /// The text of the key holds none.
    #[error(
        "cannot read the private key: {0}; give a PEM file with a PKCS #8, SEC 1 or PKCS #1 key"
    )]
    Key(String),
    /// They are not a pair, or of a kind that is not supported.
    #[error("the certificate and the private key cannot be used together: {0}")]
    Pair(String),
}

/// A server's certificate and private key. `Debug` does not show the key.
#[derive(Clone)]
pub struct Identity(Arc<ServerConfig>);

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity([secret])")
    }
}

impl Identity {
    /// The certificates of `chain`, the server's own first, and the key of that one; both PEM.
    ///
    /// # Errors
    /// [`IdentityError`] when they are not that.
    pub fn from_pem(chain: &[u8], key: &[u8]) -> Result<Self, IdentityError> {
        let chain = CertificateDer::pem_slice_iter(chain).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|error| IdentityError::Certificate(error.to_string()))?;
        if chain.is_empty() {
            return Err(IdentityError::Certificate("there is none".to_owned()));
        }
        let key = PrivateKeyDer::from_pem_slice(key);
        let key = key.map_err(|error| IdentityError::Key(error.to_string()))?;
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key))
            .map_err(|error| IdentityError::Pair(error.to_string()))?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self(Arc::new(config)))
    }

    /// The same, for a server that speaks HTTP/1.1 only.
    #[must_use]
    pub fn http1_only(&self) -> Self {
        let mut config = ServerConfig::clone(&self.0);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self(Arc::new(config))
    }

    /// Greets the client of `stream`.
    ///
    /// # Errors
    /// What went wrong, such as a client that does not trust the certificate.
    pub async fn accept<S>(&self, stream: S) -> io::Result<TlsStream<S>>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let greeting = TlsAcceptor::from(Arc::clone(&self.0)).accept(stream);
        let greeted = tokio::time::timeout(PATIENCE, greeting).await;
        greeted.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }
}

/// Marks requests that came by TLS, among their extensions.
#[derive(Clone, Copy, Debug)]
pub struct Encrypted;
