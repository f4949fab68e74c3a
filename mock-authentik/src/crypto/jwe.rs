//! Encrypted tokens in compact form (RFC 7516): RSA-OAEP-256 with A256CBC-HS512, as Authentik writes them.

use ambient::Entropy;
use aws_lc_rs::cipher::{AES_256, EncryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hmac;
use aws_lc_rs::iv::FixedLength;
use aws_lc_rs::rsa::{
    OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey, PublicKeyComponents,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::AlgorithmParameters;

use super::KeyPair;

/// Half of the content key authenticates, half encrypts (RFC 7518, section 5.2.5).
const HALF: usize = 32;

/// A token could not be encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EncryptionError {
    #[error("the encryption key is no RSA key; choose one")]
    NotRsa,
    #[error("the encryption key is unusable; make a new one")]
    Refused,
}

impl From<Unspecified> for EncryptionError {
    fn from(_: Unspecified) -> Self {
        Self::Refused
    }
}

/// Encrypts `token` for whoever has the private key, naming what is inside as a JWE (recording
/// `60-key-rotation`, "token encrypted").
pub(crate) fn encrypted(
    token: &str,
    recipient: &KeyPair,
    entropy: &Entropy,
) -> Result<String, EncryptionError> {
    let header = format!(
        r#"{{"alg":"RSA-OAEP-256","enc":"A256CBC-HS512","kid":"{}","typ":"JWE"}}"#,
        recipient.kid()
    );
    let header = URL_SAFE_NO_PAD.encode(header);
    let (content_key, iv): ([u8; 2 * HALF], [u8; 16]) = (entropy.bytes(), entropy.bytes());
    let mut ciphertext = token.as_bytes().to_vec();
    let cipher = UnboundCipherKey::new(&AES_256, &content_key[HALF..])?;
    let context = EncryptionContext::Iv128(FixedLength::from(iv));
    PaddedBlockEncryptingKey::cbc_pkcs7(cipher)?.less_safe_encrypt(&mut ciphertext, context)?;
    let tag = authentication_tag(&content_key[..HALF], &header, &iv, &ciphertext);
    let parts = [
        wrapped(&content_key, recipient)?,
        iv.to_vec(),
        ciphertext,
        tag,
    ];
    let encoded = parts.map(|part| URL_SAFE_NO_PAD.encode(part));
    Ok(format!("{header}.{}", encoded.join(".")))
}

/// The content key, encrypted for the recipient.
fn wrapped(content_key: &[u8], recipient: &KeyPair) -> Result<Vec<u8>, EncryptionError> {
    let AlgorithmParameters::RSA(public) = recipient.public() else {
        return Err(EncryptionError::NotRsa);
    };
    let decoded = |part: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(part);
        bytes.map_err(|_| EncryptionError::Refused)
    };
    let components = PublicKeyComponents {
        n: decoded(&public.n)?,
        e: decoded(&public.e)?,
    };
    let key: PublicEncryptingKey = components.try_into()?;
    let key = OaepPublicEncryptingKey::new(key)?;
    let mut output = vec![0; key.ciphertext_size()];
    let length = key
        .encrypt(&OAEP_SHA256_MGF1SHA256, content_key, &mut output, None)?
        .len();
    output.truncate(length);
    Ok(output)
}

/// The left half of an HMAC over the header, the vector, the ciphertext, and the header's length in bits
/// (RFC 7518, section 5.2.2.1).
fn authentication_tag(key: &[u8], header: &str, iv: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA512, key));
    context.update(header.as_bytes());
    context.update(iv);
    context.update(ciphertext);
    context.update(&(8 * header.len() as u64).to_be_bytes());
    context.sign().as_ref()[..HALF].to_vec()
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::cipher::{DecryptionContext, PaddedBlockDecryptingKey};
    use aws_lc_rs::rsa::{OaepPrivateDecryptingKey, PrivateDecryptingKey};
    use base64::engine::general_purpose::STANDARD;
    use jiff::{SignedDuration, Timestamp};

    use super::*;
    use crate::crypto::KeyAlgorithm;
    use crate::crypto::Names;

    const A_DAY: (Timestamp, SignedDuration) =
        (Timestamp::UNIX_EPOCH, SignedDuration::from_hours(24));

    const TEST: Names<'_> = Names {
        subject: "test",
        version: "test",
    };

    #[test]
    fn only_the_private_key_reads_it() {
        let recipient = KeyPair::from_pool(0, TEST, A_DAY, &[1]).unwrap();
        let lines = recipient.private_pem().lines();
        let base64: String = lines.filter(|line| !line.starts_with('-')).collect();
        let private = PrivateDecryptingKey::from_pkcs8(&STANDARD.decode(base64).unwrap()).unwrap();

        let token = encrypted("header.claims.signature", &recipient, &Entropy::seeded(1)).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        let bytes = |index: usize| URL_SAFE_NO_PAD.decode(parts[index]).unwrap();
        let private = OaepPrivateDecryptingKey::new(private).unwrap();
        let mut content_key = vec![0; private.min_output_size()];
        let content_key = private
            .decrypt(&OAEP_SHA256_MGF1SHA256, &bytes(1), &mut content_key, None)
            .unwrap();
        let (iv, mut ciphertext) = (bytes(2), bytes(3));
        let tag = authentication_tag(&content_key[..HALF], parts[0], &iv, &ciphertext);
        assert_eq!(tag, bytes(4));
        let cipher = UnboundCipherKey::new(&AES_256, &content_key[HALF..]).unwrap();
        let iv: [u8; 16] = iv.try_into().unwrap();
        let context = DecryptionContext::Iv128(FixedLength::from(iv));
        let cipher = PaddedBlockDecryptingKey::cbc_pkcs7(cipher).unwrap();
        let read = cipher.decrypt(&mut ciphertext, context).unwrap();
        assert_eq!(read, b"header.claims.signature");
    }

    #[test]
    fn other_keys_are_refused() {
        let recipient = KeyPair::self_signed(TEST, KeyAlgorithm::Ecdsa, A_DAY, &[1]).unwrap();
        let error = encrypted("a.b.c", &recipient, &Entropy::seeded(1)).unwrap_err();
        assert_eq!(error, EncryptionError::NotRsa);
    }
}
