//! Personal access tokens: `nbp_`, 30 characters, and their CRC-32 in base 62.

use ambient::Entropy;
use sha2::{Digest, Sha256};

const PREFIX: &str = "nbp_";
const SECRET_LENGTH: usize = 30;
const CHECKSUM_LENGTH: usize = 6;
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Why a personal access token is refused. The caller only hears "token invalid".
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum PatError {
    #[error("authorization header format must be Token {{token}}")]
    Header,
    #[error("PAT has incorrect length")]
    Length,
    #[error("PAT has wrong prefix")]
    Prefix,
    #[error("PAT checksum does not match")]
    Checksum,
    #[error("PAT not found")]
    Unknown,
    #[error("token expired")]
    Expired,
}

/// A new token.
pub(crate) fn generate(entropy: &Entropy) -> String {
    let secret = entropy.alphanumeric(SECRET_LENGTH);
    let checksum = encode(crc32(secret.as_bytes()));
    format!("{PREFIX}{secret}{checksum:0>CHECKSUM_LENGTH$}")
}

/// The hash under which the token is stored, if it looks like one.
pub(crate) fn hash_if_well_formed(token: &str) -> Result<[u8; 32], PatError> {
    if token.len() != PREFIX.len() + SECRET_LENGTH + CHECKSUM_LENGTH || !token.is_ascii() {
        return Err(PatError::Length);
    }
    let secret = token.strip_prefix(PREFIX).ok_or(PatError::Prefix)?;
    let (secret, checksum) = secret.split_at(SECRET_LENGTH);
    let expected = encode(crc32(secret.as_bytes()));
    if checksum != format!("{expected:0>CHECKSUM_LENGTH$}") {
        return Err(PatError::Checksum);
    }
    Ok(Sha256::digest(token).into())
}

fn encode(mut number: u32) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(BASE62[(number % 62) as usize]));
        number /= 62;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

/// CRC-32 as IEEE 802.3 has it.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_checksum_is_crc32() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    proptest! {
        #[test]
        fn what_is_generated_is_well_formed_until_a_character_changes(seed: u64, at in 4_usize..40) {
            let token = generate(&Entropy::seeded(seed));
            prop_assert_eq!(token.len(), 40);
            prop_assert!(hash_if_well_formed(&token).is_ok());
            let mut other = token.into_bytes();
            other[at] = if other[at] == b'a' { b'b' } else { b'a' };
            let other = String::from_utf8(other).unwrap();
            prop_assert_eq!(hash_if_well_formed(&other), Err(PatError::Checksum));
        }

        #[test]
        fn nothing_panics(token: String) {
            let _ = hash_if_well_formed(&token);
        }
    }
}
