//! Private keys: what signs, and what is shown of it.

use aws_lc_rs::error::{KeyRejected, Unspecified};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{Algorithm, EncodingKey, errors};
use rcgen::{PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, RsaKeySize};

use super::recent::Signatures;
use super::{hex, sha256};

/// A key or certificate could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    #[error("the certificate cannot be made: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("the key cannot be shown in a key set: {0}")]
    Public(#[from] errors::Error),
    #[error("the key cannot sign tokens: {0}")]
    Rejected(#[from] KeyRejected),
}

/// Which kind of key, and so which signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyAlgorithm {
    /// RSA of 2048 bits, signing RS256. Authentik makes 4096 bits; see `docs/fidelity.md`.
    Rsa,
    /// P-256, signing ES256.
    Ecdsa,
}

impl KeyAlgorithm {
    /// The JWA name of the signature.
    pub(crate) fn jwa(self) -> Algorithm {
        match self {
            Self::Rsa => Algorithm::RS256,
            Self::Ecdsa => Algorithm::ES256,
        }
    }

    fn generate(self) -> Result<rcgen::KeyPair, rcgen::Error> {
        match self {
            Self::Rsa => rcgen::KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048),
            Self::Ecdsa => rcgen::KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256),
        }
    }

    /// The algorithm of that name in a request for a new key.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "rsa" => Some(Self::Rsa),
            "ecdsa" => Some(Self::Ecdsa),
            _ => None,
        }
    }

    /// `key_type` in the admin API.
    pub(crate) fn key_type(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ecdsa => "ec",
        }
    }
}

/// A private key, parsed once: parsing costs as much as half a signature.
pub(crate) struct PrivateKey {
    pub(super) algorithm: KeyAlgorithm,
    /// What signs certificates.
    pub(super) certifying: rcgen::KeyPair,
    pub(super) pem: String,
    pub(super) public: AlgorithmParameters,
    /// 32 hexadecimal digits, as Authentik's keys from before 2026.2 have.
    pub(super) kid: String,
    signing: Signing,
    recent: Signatures,
}

/// What signs tokens.
enum Signing {
    Rsa(RsaKeyPair),
    Ecdsa(EcdsaKeyPair),
}

impl PrivateKey {
    /// A new one.
    pub(super) fn generate(algorithm: KeyAlgorithm) -> Result<Self, KeyError> {
        Self::new(algorithm, algorithm.generate()?)
    }

    /// The RSA key in that PKCS #8 document.
    pub(super) fn rsa(pkcs8: &[u8]) -> Result<Self, KeyError> {
        Self::new(KeyAlgorithm::Rsa, rcgen::KeyPair::try_from(pkcs8)?)
    }

    fn new(algorithm: KeyAlgorithm, certifying: rcgen::KeyPair) -> Result<Self, KeyError> {
        let (pkcs8, pem) = (certifying.serialize_der(), certifying.serialize_pem());
        let (signing, encoding) = match algorithm {
            KeyAlgorithm::Rsa => (
                Signing::Rsa(RsaKeyPair::from_pkcs8(&pkcs8)?),
                EncodingKey::from_rsa_pem(pem.as_bytes())?,
            ),
            KeyAlgorithm::Ecdsa => {
                let fixed = &ECDSA_P256_SHA256_FIXED_SIGNING;
                let key = EcdsaKeyPair::from_pkcs8(fixed, &pkcs8)?;
                (
                    Signing::Ecdsa(key),
                    EncodingKey::from_ec_pem(pem.as_bytes())?,
                )
            }
        };
        Ok(Self {
            algorithm,
            certifying,
            kid: hex(&sha256(&[pem.as_bytes()]))[..32].to_owned(),
            pem,
            public: Jwk::from_encoding_key(&encoding, algorithm.jwa())?.algorithm,
            signing,
            recent: Signatures::default(),
        })
    }

    /// The signature of a JWS over `message`. That of RSA follows from the message: what was signed a
    /// moment ago, such as the ID token of a client that asks twice in a second, is not signed again.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Unspecified> {
        let random = SystemRandom::new();
        match &self.signing {
            Signing::Rsa(key) => {
                if let Some(known) = self.recent.of(message) {
                    return Ok(known);
                }
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)?;
                self.recent.add(message, &signature);
                Ok(signature)
            }
            Signing::Ecdsa(key) => Ok(key.sign(&random, message)?.as_ref().to_vec()),
        }
    }
}
