//! A binding of a stage to a flow as the API shows it.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::stages::stage_json;
use crate::model::FlowStageBinding;
use crate::store::Store;

pub(super) fn representation(binding: &FlowStageBinding, store: &Store, profile: Profile) -> Value {
    let stage = store.stages.get(&binding.stage);
    json!({
        "pk": binding.pk,
        "policybindingmodel_ptr_id": binding.policybindingmodel_ptr_id,
        "target": binding.target,
        "stage": binding.stage,
        "stage_obj": stage.map(|stage| stage_json(stage, store, profile)),
        "evaluate_on_plan": binding.evaluate_on_plan,
        "re_evaluate_policies": binding.re_evaluate_policies,
        "order": binding.order,
        "policy_engine_mode": binding.policy_engine_mode,
        "invalid_response_action": binding.invalid_response_action,
    })
}
