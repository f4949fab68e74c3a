//! The fields of a prompt that a body can set.

use crate::api::{Input, Text, set};
use crate::model::{FieldType, Prompt};
use crate::store::Store;

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(input: &mut Input, prompt: &mut Prompt, store: &Store) {
    let blank = Text {
        blank: true,
        max_length: None,
    };
    if let Some(name) = input.required_text("name") {
        let mut others = store.prompts.values().filter(|other| other.pk != prompt.pk);
        if others.any(|other| other.name == name) {
            input.refuse("name", "Prompt with this name already exists.");
        }
        prompt.name = name;
    }
    set(&mut prompt.field_key, input.required_text("field_key"));
    set(&mut prompt.label, input.required_text("label"));
    input.require("type");
    set(&mut prompt.kind, input.choice("type", FieldType::from_name));
    set(&mut prompt.required, input.boolean("required"));
    set(&mut prompt.placeholder, input.text("placeholder", blank));
    set(
        &mut prompt.initial_value,
        input.text("initial_value", blank),
    );
    set(&mut prompt.order, input.small_integer("order"));
    set(&mut prompt.sub_text, input.text("sub_text", blank));
    set(
        &mut prompt.placeholder_expression,
        input.boolean("placeholder_expression"),
    );
    set(
        &mut prompt.initial_value_expression,
        input.boolean("initial_value_expression"),
    );
}
