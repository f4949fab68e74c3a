//! A prompt as the API shows it (source of 2026.2, `stages/prompt/api.py`).

use serde_json::{Value, json};

use crate::Profile;
use crate::api::stages::stage_json;
use crate::model::{Prompt, StageKind};
use crate::store::Store;

pub(super) fn prompt_json(prompt: &Prompt, store: &Store, profile: Profile) -> Value {
    let stages = store.stages.values().filter(|stage| {
        stage.kind == StageKind::Prompt && stage.pks("fields").contains(&prompt.pk)
    });
    let stages: Vec<Value> = stages
        .map(|stage| stage_json(stage, store, profile))
        .collect();
    json!({
        "pk": prompt.pk,
        "name": prompt.name,
        "field_key": prompt.field_key,
        "label": prompt.label,
        "type": prompt.kind,
        "required": prompt.required,
        "placeholder": prompt.placeholder,
        "initial_value": prompt.initial_value,
        "order": prompt.order,
        "promptstage_set": stages,
        "sub_text": prompt.sub_text,
        "placeholder_expression": prompt.placeholder_expression,
        "initial_value_expression": prompt.initial_value_expression,
    })
}
