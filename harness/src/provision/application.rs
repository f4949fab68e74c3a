//! Step 2: the application.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::provider::Provider;
use super::work::{Thing, Work};
use super::{Guide, ProvisionError};

/// Step 2: "Create Application in Authentik".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationGuide {
    /// Name.
    pub name: String,
    /// Slug: the part of the issuer that is this application's.
    pub slug: String,
}

impl Default for ApplicationGuide {
    fn default() -> Self {
        Self {
            name: "openZro".to_owned(),
            slug: "openzro".to_owned(),
        }
    }
}

/// Does the step.
pub(super) async fn ensure(
    work: &mut Work<'_>,
    guide: &Guide,
    provider: &Provider,
) -> Result<(), ProvisionError> {
    let ApplicationGuide { name, slug } = &guide.application;
    let thing = Thing {
        what: format!("application {slug}"),
        collection: "core/applications/",
        key: "slug",
        id: "slug",
        fields: json!({ "name": name, "slug": slug, "provider": provider.pk }),
    };
    work.ensure(thing).await.map(|_| ())
}
