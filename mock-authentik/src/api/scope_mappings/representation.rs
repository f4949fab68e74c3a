//! A scope mapping as the API shows it.

use serde_json::{Value, json};

use crate::Profile;
use crate::model::ScopeMapping;

pub(super) fn representation(mapping: &ScopeMapping, profile: Profile) -> Value {
    json!({
        "pk": mapping.pk,
        "managed": mapping.managed,
        "name": mapping.name,
        "expression": mapping.expression,
        "component": profile.scope_mapping_component(),
        "verbose_name": "Scope Mapping",
        "verbose_name_plural": "Scope Mappings",
        "meta_model_name": "authentik_providers_oauth2.scopemapping",
        "scope_name": mapping.scope_name,
        "description": mapping.description,
    })
}
