//! A certificate-key pair as the API shows it: never the key.

use serde_json::{Value, json};

use crate::Profile;
use crate::crypto::{sha1, sha256};
use crate::model::CertificateKeyPair;

pub(super) fn representation(pair: &CertificateKeyPair, profile: Profile) -> Value {
    let (pk, keys) = (pair.pk, &pair.keys);
    let path = format!("/api/v3/crypto/certificatekeypairs/{pk}");
    json!({
        "pk": pk,
        "name": pair.name,
        "fingerprint_sha256": fingerprint(&sha256(&[&keys.certificate_der])),
        "fingerprint_sha1": fingerprint(&sha1(&keys.certificate_der)),
        "cert_expiry": keys.expires,
        "cert_subject": keys.subject,
        "private_key_available": true,
        profile.key_type_member(): keys.algorithm().key_type(),
        "certificate_download_url": format!("{path}/view_certificate/?download"),
        "private_key_download_url": format!("{path}/view_private_key/?download"),
        "managed": pair.managed,
    })
}

/// Hexadecimal pairs joined by colons.
fn fingerprint(digest: &[u8]) -> String {
    let pairs: Vec<_> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    pairs.join(":")
}
