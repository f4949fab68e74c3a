//! Step 2: the application.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::provider::Provider;
use super::work::{Thing, Work};
use super::{Change, Guide, ProvisionError, groups};

/// Step 2: "Create Application in Authentik".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationGuide {
    /// Name.
    pub name: String,
    /// Slug: the part of the issuer that is this application's.
    pub slug: String,
    /// The groups whose members alone may use it, by name, made if there are none of that name;
    /// everybody may when there is none.
    pub groups: Vec<String>,
}

impl Default for ApplicationGuide {
    fn default() -> Self {
        Self {
            name: "openZro".to_owned(),
            slug: "openzro".to_owned(),
            groups: Vec::new(),
        }
    }
}

/// Does the step.
pub(super) async fn ensure(
    work: &mut Work<'_>,
    guide: &Guide,
    provider: &Provider,
) -> Result<(), ProvisionError> {
    let ApplicationGuide { name, slug, groups } = &guide.application;
    let thing = Thing {
        what: format!("application {slug}"),
        collection: "core/applications/",
        key: "slug",
        id: "slug",
        fields: json!({ "name": name, "slug": slug, "provider": provider.pk }),
    };
    let application = work.ensure(thing).await?;
    let pk = work.text_of(&application, "pk", "application")?;
    for name in groups {
        let group = groups::ensure(work, name).await?;
        bind(work, &pk, name, &group).await?;
    }
    Ok(())
}

/// Binds a group to the application.
async fn bind(
    work: &mut Work<'_>,
    application: &str,
    name: &str,
    group: &str,
) -> Result<(), ProvisionError> {
    const BINDINGS: &str = "policies/bindings/";
    let is_it = |binding: &Value| binding["group"] == group;
    let found = work
        .find(BINDINGS, &[("target", application)], is_it)
        .await?;
    let change = if found.is_some() {
        Change::Unchanged
    } else {
        let body = json!({ "target": application, "group": group, "order": 0 });
        work.post(BINDINGS, &body).await?;
        Change::Created
    };
    work.report(format!("binding of group {name}"), change);
    Ok(())
}
