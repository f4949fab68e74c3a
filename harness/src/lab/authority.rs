//! The certificate authority of a run.

use ambient::{Identity, IdentityError};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};

use crate::Secret;

/// A certificate authority that exists as long as a run does.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate and its key.
#[derive(Clone, Debug)]
pub struct Certified {
    /// The certificate, PEM.
    pub certificate: String,
    /// Its private key, PEM.
    pub key: Secret,
}

impl Certified {
    /// What a server in this process shows.
    ///
    /// # Errors
    /// [`IdentityError`] when it can show neither.
    pub fn identity(&self) -> Result<Identity, IdentityError> {
        Identity::from_pem(self.certificate.as_bytes(), self.key.reveal().as_bytes())
    }
}

impl Authority {
    pub(super) fn new() -> Result<Self, rcgen::Error> {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params
            .distinguished_name
            .push(DnType::CommonName, "openzro-harness, this run only");
        CertifiedIssuer::self_signed(params, KeyPair::generate()?).map(Self)
    }

    /// Its certificate, PEM.
    pub(super) fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate for a server of these host names and addresses.
    pub(super) fn certify(&self, names: &[&str]) -> Result<Certified, rcgen::Error> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names)?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate()?;
        Ok(Certified {
            certificate: params.signed_by(&key, &self.0)?.pem(),
            key: Secret::new(key.serialize_pem()),
        })
    }
}
