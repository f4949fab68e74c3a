//! The guide's step 5.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::new_flow;
use crate::app::App;
use crate::model::{Authentication, Designation, Flow};
use crate::store::Store;

/// The flow by which devices are approved. What is not said is as in openZro's guide.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DeviceFlowSeed {
    /// Its name, and its slug.
    name: String,
    /// Its title.
    title: String,
}

impl Default for DeviceFlowSeed {
    fn default() -> Self {
        Self {
            name: "default-device-code-flow".into(),
            title: "Device Code Flow".into(),
        }
    }
}

impl DeviceFlowSeed {
    /// Adds the flow and sets it in the brand that is in force.
    pub(super) fn plant(&self, app: &App, store: &mut Store) {
        let flow = Flow {
            name: self.name.clone(),
            slug: self.name.clone(),
            title: self.title.clone(),
            designation: Designation::StageConfiguration,
            authentication: Authentication::RequireAuthenticated,
            ..new_flow(app)
        };
        for brand in store.brands.values_mut().filter(|brand| brand.default) {
            brand.flow_device_code = Some(flow.pk);
        }
        store.flows.insert(flow.pk, flow);
    }
}
