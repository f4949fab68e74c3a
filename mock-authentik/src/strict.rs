//! Where the mock does what an RFC says, and Authentik does not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the mock does what an RFC says, and Authentik does not; nowhere by default.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strict {
    /// Devices that poll hear `slow_down`, `access_denied` and `expired_token` (RFC 8628, section 3.5).
    pub(crate) device_grant: bool,
}
