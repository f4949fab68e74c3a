//! A private key with its self-signed certificate.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::Algorithm;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{EncodingKey, errors};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256,
    RsaKeySize, SerialNumber,
};

use super::{hex, sha256};

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
        let key = match algorithm {
            KeyAlgorithm::Rsa => {
                rcgen::KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?
            }
            KeyAlgorithm::Ecdsa => rcgen::KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?,
        };
        let expires = now.saturating_add(validity).unwrap_or(Timestamp::MAX);
        let mut params = CertificateParams::new(vec![common_name.to_owned()])?;
        params.distinguished_name = distinguished_name(common_name);
        let (year, month, day_of_month) = day(now);
        params.not_before = rcgen::date_time_ymd(year, month, day_of_month);
        let (year, month, day_of_month) = day(expires);
        params.not_after = rcgen::date_time_ymd(year, month, day_of_month);
        params.serial_number = Some(SerialNumber::from_slice(serial));
        let certificate = params.self_signed(&key)?;
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

/// Year, month and day of `at`, which is all that rcgen takes of a date.
fn day(at: Timestamp) -> (i32, u8, u8) {
    let day = jiff::tz::Offset::UTC.to_datetime(at).date();
    let number = |part: i8| u8::try_from(part).unwrap_or(1);
    (day.year().into(), number(day.month()), number(day.day()))
}
