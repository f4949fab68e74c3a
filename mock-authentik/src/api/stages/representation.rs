//! A stage as the API shows it.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::flows::flow_json;
use crate::model::Stage;
use crate::stages;
use crate::store::Store;

/// What all kinds have.
pub(crate) fn stage_json(stage: &Stage, store: &Store, profile: Profile) -> Value {
    let kind = stages::described(stage.kind);
    let flows = store.flows.values().filter(|flow| {
        let mut bindings = store.bindings_of(flow.pk).into_iter();
        bindings.any(|binding| binding.stage == stage.pk)
    });
    let flow_set: Vec<Value> = flows.map(|flow| flow_json(flow, store, profile)).collect();
    json!({
        "pk": stage.pk,
        "name": stage.name,
        "component": kind.component,
        "verbose_name": format!("{} Stage", kind.name),
        "verbose_name_plural": format!("{} Stages", kind.name),
        "meta_model_name": format!("{}.{}", kind.app, kind.model.to_lowercase()),
        "flow_set": flow_set,
    })
}

/// With what its kind has.
pub(super) fn whole_stage_json(stage: &Stage, store: &Store, profile: Profile) -> Value {
    let mut answer = stage_json(stage, store, profile);
    for setting in stages::described(stage.kind).settings_in(profile) {
        answer[setting.name] = json!(stage.settings.get(setting.name));
    }
    answer
}
