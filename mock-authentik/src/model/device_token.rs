//! Device codes.

use jiff::Timestamp;

use super::UserPk;

/// Where a device authorization stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeviceState {
    /// Nobody has approved it yet.
    Pending,
    /// This user has.
    Approved(UserPk),
    /// Somebody was refused it. Authentik cannot tell the device, which hears that it is pending (reference,
    /// section 4), unless the mock is told to be strict.
    Denied,
}

/// A device authorization, from the device's request until it is redeemed or swept.
#[derive(Clone, Debug)]
pub(crate) struct DeviceToken {
    /// The number by which the API names it; the store gives it.
    pub(crate) pk: u64,
    /// 128 printable characters.
    pub(crate) device_code: String,
    /// Nine digits.
    pub(crate) user_code: String,
    pub(crate) provider: i32,
    /// As the device asked for them, unfiltered and in its order.
    pub(crate) scopes: Vec<String>,
    pub(crate) state: DeviceState,
    /// When the device polled last, and for how many seconds it must wait until it polls again. Only a strict
    /// mock insists.
    pub(crate) polled: Option<Timestamp>,
    pub(crate) interval: u32,
    /// From when the clean-up may take it; until then it still works (observed, section 6).
    pub(crate) expires: Timestamp,
}
