//! What a freshly bootstrapped installation holds.

use ambient::Entropy;
use jiff::Timestamp;

use crate::Bootstrap;
use crate::crypto::KeyError;
use crate::store::Store;

pub(crate) fn store(
    _bootstrap: &Bootstrap,
    _now: Timestamp,
    entropy: &Entropy,
) -> Result<Store, KeyError> {
    Ok(Store::empty(entropy.uuid()))
}
