//! The fields of a scope mapping that a body can set.

use crate::api::{Input, Text, set};
use crate::model::ScopeMapping;
use crate::store::Store;

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(input: &mut Input, mapping: &mut ScopeMapping, store: &Store) {
    set(&mut mapping.name, input.required_text("name"));
    let is_taken = |other: &ScopeMapping| other.pk != mapping.pk && other.name == mapping.name;
    if store.scope_mappings.values().any(is_taken) {
        input.refuse("name", "property mapping with this name already exists.");
    }
    set(&mut mapping.expression, input.required_text("expression"));
    set(&mut mapping.scope_name, input.required_text("scope_name"));
    let blank = Text {
        blank: true,
        ..Text::default()
    };
    set(&mut mapping.description, input.text("description", blank));
}
