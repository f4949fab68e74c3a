//! Step 6: what openZro's `configure.sh` makes of the guide's values.

use ambient::Entropy;
use serde_json::Value;

use super::{Guide, Provisioned};
use crate::driver::{DashboardSettings, Discovery};

/// openZro's two configuration files. Both hold the service account's password, so `Debug` shows
/// neither.
#[derive(Clone)]
pub struct ManagementFiles {
    /// `setup.env`, with the guide's variables.
    pub setup_env: String,
    /// `management.json`, as `configure.sh` renders it from `setup.env` and the discovery document.
    pub management_json: Value,
}

impl std::fmt::Debug for ManagementFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ManagementFiles([secret])")
    }
}

impl ManagementFiles {
    /// Renders both for what was provisioned. `entropy` gives the keys that `configure.sh` makes
    /// with openssl.
    pub fn render(
        guide: &Guide,
        provisioned: &Provisioned,
        discovery: &Discovery,
        entropy: &Entropy,
    ) -> Self {
        todo!()
    }
}

impl Guide {
    /// The daemon's flags that the guide's values come to: `--single-account-mode-domain` and, if it
    /// is to be, `--user-delete-from-idp`.
    pub fn management_flags(&self) -> Vec<String> {
        todo!()
    }

    /// The dashboard's settings.
    pub fn dashboard(&self, provisioned: &Provisioned) -> DashboardSettings {
        todo!()
    }
}
