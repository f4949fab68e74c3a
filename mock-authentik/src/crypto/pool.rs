//! The keys that the build made.

use std::sync::{Arc, OnceLock};

use super::KeyError;
use super::private_key::{KeyAlgorithm, PrivateKey};

/// A key as the build script wrote it, and as it was parsed when it was first asked for.
struct Made(&'static [u8], OnceLock<Arc<PrivateKey>>);

macro_rules! made {
    ($file:literal) => {
        Made(
            include_bytes!(concat!(env!("OUT_DIR"), "/", $file)),
            OnceLock::new(),
        )
    };
}

/// Every installation of every process has these, in this order.
static POOL: [Made; 4] = [
    made!("signing-key-0.der"),
    made!("signing-key-1.der"),
    made!("signing-key-2.der"),
    made!("signing-key-3.der"),
];

/// The RSA key at that place; beyond the last one a new key is made, which takes long.
pub(super) fn rsa_key(place: usize) -> Result<Arc<PrivateKey>, KeyError> {
    let Some(Made(pkcs8, parsed)) = POOL.get(place) else {
        return PrivateKey::generate(KeyAlgorithm::Rsa).map(Arc::new);
    };
    if let Some(key) = parsed.get() {
        return Ok(Arc::clone(key));
    }
    let key = Arc::new(PrivateKey::rsa(pkcs8)?);
    Ok(Arc::clone(parsed.get_or_init(|| key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_key_of_its_own_and_keeps_it() {
        let kids = |_| {
            let keys = (0..POOL.len()).map(|place| rsa_key(place).unwrap().kid.clone());
            keys.collect::<Vec<_>>()
        };
        let [mut first, second] = [0, 1].map(kids);
        assert_eq!(first, second);
        first.sort();
        first.dedup();
        assert_eq!(first.len(), POOL.len());
    }
}
