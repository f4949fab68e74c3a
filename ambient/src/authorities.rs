//! Which certificate authorities are trusted.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{self, PemObject};

/// A text that should hold certificates does not.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the CA certificates: {0}; give PEM, as in `-----BEGIN CERTIFICATE-----`")]
pub struct NoCertificates(String);

/// The certificates of authorities that a client trusts.
#[derive(Clone, Debug, Default)]
pub struct Authorities(Vec<CertificateDer<'static>>);

impl Authorities {
    /// Those of the environment, as Go programs find them: of `SSL_CERT_FILE` and `SSL_CERT_DIR`, or
    /// else the operating system's. There may be none, as in an image from scratch; then no server
    /// with a certificate is trusted, and plain HTTP works all the same.
    pub fn of_the_environment() -> Self {
        // What cannot be read is left out, as Go does.
        Self(rustls_native_certs::load_native_certs().certs)
    }

    /// Those in `pem` and no others.
    ///
    /// # Errors
    /// [`NoCertificates`] when there is none, or one that cannot be read.
    pub fn from_pem(pem: &[u8]) -> Result<Self, NoCertificates> {
        let found: Result<Vec<_>, pem::Error> = CertificateDer::pem_slice_iter(pem).collect();
        match found {
            Ok(found) if found.is_empty() => Err(NoCertificates("there is none".to_owned())),
            Ok(found) => Ok(Self(found)),
            Err(error) => Err(NoCertificates(error.to_string())),
        }
    }

    /// These and `others`.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Each certificate, in DER.
    pub fn certificates(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_no_certificate_is_refused() {
        for text in ["", "certificates", "-----BEGIN CERTIFICATE-----\n!\n"] {
            let error = Authorities::from_pem(text.as_bytes()).unwrap_err();
            assert!(error.to_string().contains("BEGIN CERTIFICATE"), "{error}");
        }
    }
}
