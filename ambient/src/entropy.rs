//! Where random values and ids come from.

use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use uuid::Uuid;

const ALPHANUMERIC: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// A source of randomness that a test can seed. Clones draw from one stream.
///
/// ```
/// use ambient::Entropy;
///
/// assert_eq!(Entropy::seeded(7).uuid(), Entropy::seeded(7).uuid());
/// assert_eq!(Entropy::os().digits(9).len(), 9);
/// ```
#[derive(Clone, Debug)]
pub struct Entropy(Arc<Mutex<StdRng>>);

impl Entropy {
    /// Seeded by the operating system.
    pub fn os() -> Self {
        Self::from_rng(rand::make_rng())
    }

    /// The same stream for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::from_rng(StdRng::seed_from_u64(seed))
    }

    fn from_rng(rng: StdRng) -> Self {
        Self(Arc::new(Mutex::new(rng)))
    }

    /// Begins the stream of that seed, for every clone.
    pub fn reseed(&self, seed: u64) {
        self.with(|rng| *rng = StdRng::seed_from_u64(seed));
    }

    fn with<T>(&self, draw: impl FnOnce(&mut StdRng) -> T) -> T {
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Fills `bytes`.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.with(|rng| rng.fill_bytes(bytes));
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// `length` characters of `alphabet`, which must be ASCII; empty when the alphabet is.
    pub fn text(&self, alphabet: &[u8], length: usize) -> String {
        if alphabet.is_empty() {
            return String::new();
        }
        self.with(|rng| {
            (0..length)
                .map(|_| char::from(alphabet[rng.random_range(0..alphabet.len())]))
                .collect()
        })
    }

    /// `length` letters and digits.
    pub fn alphanumeric(&self, length: usize) -> String {
        self.text(ALPHANUMERIC, length)
    }

    /// `length` decimal digits.
    pub fn digits(&self, length: usize) -> String {
        self.text(b"0123456789", length)
    }

    /// `length` lower-case hexadecimal digits.
    pub fn hex(&self, length: usize) -> String {
        self.text(b"0123456789abcdef", length)
    }

    /// A number in `range`.
    pub fn below(&self, bound: u64) -> u64 {
        self.with(|rng| rng.random_range(0..bound.max(1)))
    }

    /// A version 4 UUID.
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }
}

impl Default for Entropy {
    fn default() -> Self {
        Self::os()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_has_the_length_and_the_alphabet(seed: u64, length in 0_usize..300) {
            let hex = Entropy::seeded(seed).hex(length);
            prop_assert_eq!(hex.len(), length);
            prop_assert!(hex.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)));
        }

        #[test]
        fn one_seed_gives_one_stream(seed: u64) {
            let (left, right) = (Entropy::seeded(seed), Entropy::seeded(seed));
            prop_assert_eq!(left.alphanumeric(40), right.alphanumeric(40));
            prop_assert_eq!(left.uuid(), right.uuid());
        }
    }

    #[test]
    fn an_empty_alphabet_and_a_bound_of_zero_give_nothing() {
        assert_eq!(Entropy::os().text(b"", 5), "");
        assert_eq!(Entropy::os().below(0), 0);
    }
}
