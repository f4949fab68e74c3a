//! The signatures that a key made last.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many are remembered.
const KEPT: usize = 16;

/// Messages with their signatures, the newest last.
#[derive(Default)]
pub(super) struct Signatures(Mutex<VecDeque<Signed>>);

struct Signed {
    message: Box<[u8]>,
    signature: Box<[u8]>,
}

impl Signatures {
    pub(super) fn of(&self, message: &[u8]) -> Option<Vec<u8>> {
        let all = self.all();
        let mut newest_first = all.iter().rev();
        let signed = newest_first.find(|signed| *signed.message == *message)?;
        Some(signed.signature.to_vec())
    }

    pub(super) fn add(&self, message: &[u8], signature: &[u8]) {
        let mut all = self.all();
        if all.len() == KEPT {
            all.pop_front();
        }
        all.push_back(Signed {
            message: message.into(),
            signature: signature.into(),
        });
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<Signed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_remembered() {
        let signatures = Signatures::default();
        for number in 0..=KEPT {
            let message = number.to_string();
            signatures.add(message.as_bytes(), &message.as_bytes().repeat(2));
        }
        assert_eq!(signatures.of(b"0"), None);
        assert_eq!(signatures.of(b"1").as_deref(), Some(&b"11"[..]));
        assert_eq!(signatures.of(b"16").as_deref(), Some(&b"1616"[..]));
    }
}
