//! A private key with its self-signed certificate.

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::Algorithm;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{EncodingKey, errors};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256,
    RsaKeySize, SerialNumber,
};

use super::{hex, sha256};

const DAY: SignedDuration = SignedDuration::from_hours(24);

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

/// A key or certificate could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    #[error("the certificate cannot be made: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("the key cannot sign tokens: {0}")]
    Key(#[from] errors::Error),
}

/// A private key, its certificate, and what tokens and key sets show of them.
pub(crate) struct KeyPair {
    pub(crate) algorithm: KeyAlgorithm,
    pub(crate) private_pem: String,
    pub(crate) certificate_pem: String,
    pub(crate) certificate_der: Vec<u8>,
    pub(crate) subject: String,
    pub(crate) expires: Timestamp,
    /// 32 hexadecimal digits, as Authentik's keys from before 2026.2 have.
    pub(crate) kid: String,
    /// The public part, as a key set shows it.
    pub(crate) public: AlgorithmParameters,
    signing: EncodingKey,
}

impl KeyPair {
    /// Makes a key, and a certificate for it that is valid from `now` for `validity`.
    pub(crate) fn self_signed(
        common_name: &str,
        algorithm: KeyAlgorithm,
        (now, validity): (Timestamp, SignedDuration),
        serial: &[u8],
    ) -> Result<Self, KeyError> {
        Self::certified(
            &algorithm.generate()?,
            common_name,
            algorithm,
            (now, validity),
            serial,
        )
    }

    /// Makes a certificate for the RSA key that this process makes once, for the installations that it
    /// starts: making one takes longer than all the rest of a start.
    pub(crate) fn of_this_process(
        common_name: &str,
        (now, validity): (Timestamp, SignedDuration),
        serial: &[u8],
    ) -> Result<Self, KeyError> {
        static KEY: OnceLock<rcgen::KeyPair> = OnceLock::new();
        let algorithm = KeyAlgorithm::Rsa;
        let key = if let Some(key) = KEY.get() {
            key
        } else {
            let made = algorithm.generate()?;
            KEY.get_or_init(|| made)
        };
        Self::certified(key, common_name, algorithm, (now, validity), serial)
    }

    fn certified(
        key: &rcgen::KeyPair,
        common_name: &str,
        algorithm: KeyAlgorithm,
        (now, validity): (Timestamp, SignedDuration),
        serial: &[u8],
    ) -> Result<Self, KeyError> {
        let expires = whole_second(now.saturating_add(validity).unwrap_or(Timestamp::MAX));
        let epoch = rcgen::date_time_ymd(1970, 1, 1);
        let mut params = CertificateParams::new(vec![common_name.to_owned()])?;
        params.distinguished_name = distinguished_name(common_name);
        // Valid since the day before (recording `01-discovery-jwks`, "jwks").
        params.not_before = epoch + since_epoch(now.saturating_sub(DAY).unwrap_or(now));
        params.not_after = epoch + since_epoch(expires);
        params.serial_number = Some(SerialNumber::from_slice(serial));
        let certificate = params.self_signed(key)?;
        let private_pem = key.serialize_pem();
        let signing = match algorithm {
            KeyAlgorithm::Rsa => EncodingKey::from_rsa_pem(private_pem.as_bytes())?,
            KeyAlgorithm::Ecdsa => EncodingKey::from_ec_pem(private_pem.as_bytes())?,
        };
        Ok(Self {
            algorithm,
            kid: hex(&sha256(&[private_pem.as_bytes()]))[..32].to_owned(),
            private_pem,
            certificate_pem: certificate.pem(),
            certificate_der: certificate.der().to_vec(),
            subject: format!("OU=Self-signed,O=authentik,CN={common_name}"),
            expires,
            public: Jwk::from_encoding_key(&signing, algorithm.jwa())?.algorithm,
            signing,
        })
    }

    /// What signs tokens.
    pub(crate) fn signing(&self) -> &EncodingKey {
        &self.signing
    }
}

/// Shows which key it is and nothing of the private part.
impl fmt::Debug for KeyPair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("KeyPair")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

fn distinguished_name(common_name: &str) -> DistinguishedName {
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, common_name);
    name.push(DnType::OrganizationName, "authentik");
    name.push(DnType::OrganizationalUnitName, "Self-signed");
    name
}

fn whole_second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// What rcgen's own epoch lacks; times before 1970 become 1970.
fn since_epoch(at: Timestamp) -> Duration {
    Duration::from_secs(u64::try_from(at.as_second()).unwrap_or_default())
}
