//! The guide's values, each of which a scenario may override.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    ApplicationGuide, DeviceFlowGuide, ManagementGuide, Person, ProviderGuide, ServiceAccountGuide,
};

/// openZro's guide "Authentik SSO with openZro Self-Hosted (Advanced)", steps 1 to 6. The default of
/// each value is the guide's.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Guide {
    /// Where openZro is served: the guide's `<domain>`, without a scheme.
    pub domain: String,
    /// Step 1: the provider.
    pub provider: ProviderGuide,
    /// Step 2: the application.
    pub application: ApplicationGuide,
    /// Steps 3 and 4: the service account.
    pub service_account: ServiceAccountGuide,
    /// Step 5: the device code flow.
    pub device_flow: DeviceFlowGuide,
    /// Step 6: openZro's side.
    pub management: ManagementGuide,
    /// The people who log in, by user name. The guide has none.
    pub users: IndexMap<String, Person>,
}

impl Default for Guide {
    fn default() -> Self {
        Self::for_domain("zro.example.com")
    }
}

impl Guide {
    /// The guide for an openZro at `domain`.
    pub fn for_domain(domain: impl Into<String>) -> Self {
        Self {
            domain: domain.into(),
            provider: ProviderGuide::default(),
            application: ApplicationGuide::default(),
            service_account: ServiceAccountGuide::default(),
            device_flow: DeviceFlowGuide::default(),
            management: ManagementGuide::default(),
            users: IndexMap::new(),
        }
    }
}
