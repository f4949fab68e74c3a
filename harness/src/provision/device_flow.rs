//! Step 5: the device code flow, set in the default brand.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::release::Facts;
use super::work::{Thing, Work};
use super::{Change, Guide, ProvisionError};

/// Step 5: "Create Device Code Flow".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeviceFlowGuide {
    /// Whether the step is done: the flow made, and set in the default brand.
    pub enabled: bool,
    /// Name, and slug.
    pub name: String,
    /// Title.
    pub title: String,
}

impl Default for DeviceFlowGuide {
    fn default() -> Self {
        Self {
            enabled: true,
            name: "default-device-code-flow".to_owned(),
            title: "Device Code Flow".to_owned(),
        }
    }
}

/// Does the step, or takes the flow out of the brand.
pub(super) async fn ensure(work: &mut Work<'_>, guide: &Guide) -> Result<(), ProvisionError> {
    let wanted = if guide.device_flow.enabled {
        flow(work, &guide.device_flow).await?
    } else {
        Value::Null
    };
    let Facts {
        brands, brand_key, ..
    } = work.facts;
    let brand = work
        .find(brands, &[], |brand| brand["default"] == true)
        .await?
        .ok_or_else(|| ProvisionError::Missing {
            step: work.step,
            what: "default brand".to_owned(),
            remedy: "a fresh Authentik has one; make one under System, Brands",
        })?;
    let change = if brand["flow_device_code"] == wanted {
        Change::Unchanged
    } else {
        let uuid = work.text_of(&brand, brand_key, "brand")?;
        let body = json!({ "flow_device_code": wanted });
        work.patch(&format!("{brands}{uuid}/"), &body).await?;
        Change::Changed(vec!["flow_device_code".to_owned()])
    };
    let domain = work.text_of(&brand, "domain", "brand")?;
    work.report(format!("brand {domain}"), change);
    Ok(())
}

async fn flow(work: &mut Work<'_>, guide: &DeviceFlowGuide) -> Result<Value, ProvisionError> {
    let thing = Thing {
        what: format!("flow {}", guide.name),
        collection: "flows/instances/",
        key: "slug",
        id: "slug",
        fields: json!({
            "name": guide.name,
            "slug": guide.name,
            "title": guide.title,
            "designation": "stage_configuration",
            "authentication": "require_authenticated",
        }),
    };
    let flow = work.ensure(thing).await?;
    work.text_of(&flow, "pk", "flow").map(Value::from)
}
