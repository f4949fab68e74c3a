//! Device codes.

use jiff::Timestamp;

use super::UserPk;

/// Where a device authorization stands. There is no "denied": Authentik cannot tell the device
/// (reference, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeviceState {
    /// Nobody has approved it yet.
    Pending,
    /// This user has.
    Approved(UserPk),
}

/// A device authorization, from the device's request until it is redeemed or swept.
#[derive(Clone, Debug)]
pub(crate) struct DeviceToken {
    /// 128 printable characters.
    pub(crate) device_code: String,
    /// Nine digits.
    pub(crate) user_code: String,
    pub(crate) provider: i32,
    /// As the device asked for them, unfiltered and in its order.
    pub(crate) scopes: Vec<String>,
    pub(crate) state: DeviceState,
    /// From when the clean-up may take it; until then it still works (observed, section 6).
    pub(crate) expires: Timestamp,
}
