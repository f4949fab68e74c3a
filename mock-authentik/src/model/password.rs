//! Passwords, kept as salted hashes.

use ambient::Entropy;

use crate::crypto::sha256;

/// A password, or that there is none. A mock holds no real secret, so one round of salted SHA-256
/// does; it keeps logins fast and the password out of dumps.
#[derive(Clone, Debug)]
pub(crate) enum PasswordHash {
    /// No password opens the account.
    Unusable,
    /// This one does.
    Usable {
        /// Sixteen random bytes.
        salt: [u8; 16],
        /// SHA-256 of salt and password.
        digest: [u8; 32],
    },
}

impl PasswordHash {
    pub(crate) fn of(password: &str, entropy: &Entropy) -> Self {
        let salt = entropy.bytes();
        Self::Usable {
            salt,
            digest: sha256(&[&salt, password.as_bytes()]),
        }
    }

    pub(crate) fn opens_with(&self, password: &str) -> bool {
        match self {
            Self::Unusable => false,
            Self::Usable {
                salt,
                digest: expected,
            } => sha256(&[salt, password.as_bytes()]) == *expected,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_password_opens() {
        let hash = PasswordHash::of("alice-pass", &Entropy::seeded(1));
        assert!(hash.opens_with("alice-pass"));
        assert!(!hash.opens_with("alice-pass "));
        assert!(!PasswordHash::Unusable.opens_with(""));
    }
}
