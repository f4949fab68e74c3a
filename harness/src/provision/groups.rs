//! Groups of people. The guide has none but `authentik Admins`; scenarios need some.

use serde_json::json;

use super::ProvisionError;
use super::work::{Thing, Work};

/// Sees to it that the group exists, and gives its key.
pub(super) async fn ensure(work: &mut Work<'_>, name: &str) -> Result<String, ProvisionError> {
    let thing = Thing {
        what: format!("group {name}"),
        collection: "core/groups/",
        key: "name",
        id: "pk",
        fields: json!({ "name": name }),
    };
    let group = work.ensure(thing).await?;
    work.text_of(&group, "pk", "group")
}
