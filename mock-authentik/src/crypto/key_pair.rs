//! A private key with its certificate.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::error::Unspecified;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::jwk::AlgorithmParameters;
use rcgen::{CertificateParams, DistinguishedName, DnType, Issuer, SerialNumber};

use super::digest::hex;
use super::private_key::{KeyAlgorithm, KeyError, PrivateKey};
use super::rsa_key;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What a certificate calls its owner, and which version of Authentik made it, as its issuer tells
/// (recordings `01-discovery-jwks` of each version, "jwks").
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names<'a> {
    pub(crate) subject: &'a str,
    pub(crate) version: &'a str,
}

/// A private key, its certificate, and what tokens and key sets show of them.
pub(crate) struct KeyPair {
    pub(crate) certificate_pem: String,
    pub(crate) certificate_der: Vec<u8>,
    pub(crate) subject: String,
    pub(crate) expires: Timestamp,
    key: Arc<PrivateKey>,
}

impl KeyPair {
    /// Makes a key, and a certificate for it that is valid from `now` for `validity`.
    pub(crate) fn self_signed(
        names: Names<'_>,
        algorithm: KeyAlgorithm,
        validity: (Timestamp, SignedDuration),
        serial: &[u8],
    ) -> Result<Self, KeyError> {
        let key = Arc::new(PrivateKey::generate(algorithm)?);
        Self::certified(key, names, validity, serial)
    }

    /// Makes a certificate for the RSA key at that place of those that the build made: 0 is the one of a
    /// fresh installation, the others are for those that come after it. Beyond the last place the key
    /// is new.
    pub(crate) fn from_pool(
        place: usize,
        names: Names<'_>,
        validity: (Timestamp, SignedDuration),
        serial: &[u8],
    ) -> Result<Self, KeyError> {
        Self::certified(rsa_key(place)?, names, validity, serial)
    }

    /// As [`Self::from_pool`] when it is an RSA key, else as [`Self::self_signed`].
    pub(crate) fn of_algorithm(
        (algorithm, place): (KeyAlgorithm, usize),
        names: Names<'_>,
        validity: (Timestamp, SignedDuration),
        serial: &[u8],
    ) -> Result<Self, KeyError> {
        match algorithm {
            KeyAlgorithm::Rsa => Self::from_pool(place, names, validity, serial),
            KeyAlgorithm::Ecdsa => Self::self_signed(names, algorithm, validity, serial),
        }
    }

    fn certified(
        key: Arc<PrivateKey>,
        names: Names<'_>,
        (now, validity): (Timestamp, SignedDuration),
        serial: &[u8],
    ) -> Result<Self, KeyError> {
        let expires = whole_second(now.saturating_add(validity).unwrap_or(Timestamp::MAX));
        let epoch = rcgen::date_time_ymd(1970, 1, 1);
        let Names { subject, version } = names;
        // The first part of the host is random.
        let host = format!("{}.self-signed.goauthentik.io", hex(serial));
        let mut params = CertificateParams::new(vec![host])?;
        params.distinguished_name = distinguished_name(subject);
        // Valid since the day before (recording `01-discovery-jwks`, "jwks").
        params.not_before = epoch + since_epoch(now.saturating_sub(DAY).unwrap_or(now));
        params.not_after = epoch + since_epoch(expires);
        params.serial_number = Some(SerialNumber::from_slice(serial));
        // Signed with its own key, and yet in another's name.
        let mut issuer = CertificateParams::default();
        issuer.distinguished_name = DistinguishedName::new();
        let name = format!("authentik {version}");
        issuer.distinguished_name.push(DnType::CommonName, name);
        let issuer = Issuer::from_params(&issuer, &key.certifying);
        let certificate = params.signed_by(&key.certifying, &issuer)?;
        Ok(Self {
            certificate_pem: certificate.pem(),
            certificate_der: certificate.der().to_vec(),
            subject: format!("OU=Self-signed,O=authentik,CN={subject}"),
            expires,
            key,
        })
    }

    pub(crate) fn algorithm(&self) -> KeyAlgorithm {
        self.key.algorithm
    }

    /// The private key in PEM.
    pub(crate) fn private_pem(&self) -> &str {
        &self.key.pem
    }

    /// 32 hexadecimal digits, as Authentik's keys from before 2026.2 have.
    pub(crate) fn kid(&self) -> &str {
        &self.key.kid
    }

    /// The public part, as a key set shows it.
    pub(crate) fn public(&self) -> &AlgorithmParameters {
        &self.key.public
    }

    /// The public key in PEM.
    pub(crate) fn public_pem(&self) -> String {
        self.key.certifying.public_key_pem()
    }

    /// The signature of a JWS over `message`.
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Unspecified> {
        self.key.sign(message)
    }
}

/// Shows which key it is and nothing of the private part.
impl fmt::Debug for KeyPair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("KeyPair")
            .field("kid", &self.key.kid)
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
