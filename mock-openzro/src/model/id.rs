//! The ids that openZro gives: 20 characters of lower-case base32hex that begin with the time.

use ambient::{Clock, Entropy};

const ALPHABET: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// A new id: 4 bytes of the time in seconds, 8 random bytes.
pub(crate) fn new_id(clock: &Clock, entropy: &Entropy) -> String {
    let mut bytes = [0; 12];
    let [.., a, b, c, d] = clock.now_seconds().to_be_bytes();
    bytes[..4].copy_from_slice(&[a, b, c, d]);
    entropy.fill(&mut bytes[4..]);
    encode(&bytes)
}

/// Base32hex without padding: 96 bits are 20 characters, the last of which carries one bit.
fn encode(bytes: &[u8; 12]) -> String {
    let bits = |index: usize| -> usize {
        (0..5).fold(0, |value, offset| {
            let bit = index * 5 + offset;
            let set = bytes
                .get(bit / 8)
                .is_some_and(|byte| byte >> (7 - bit % 8) & 1 == 1);
            value << 1 | usize::from(set)
        })
    };
    (0..20)
        .map(|index| char::from(ALPHABET[bits(index)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_as_base32hex() {
        assert_eq!(encode(&[0; 12]), "00000000000000000000");
        assert_eq!(encode(&[0xff; 12]), "vvvvvvvvvvvvvvvvvvvg");
    }

    #[test]
    fn ids_of_one_moment_differ_but_begin_alike() {
        let clock = Clock::frozen_at(jiff::Timestamp::UNIX_EPOCH);
        let entropy = Entropy::seeded(1);
        let (one, other) = (new_id(&clock, &entropy), new_id(&clock, &entropy));
        assert_ne!(one, other);
        assert_eq!(one[..6], other[..6]);
    }
}
