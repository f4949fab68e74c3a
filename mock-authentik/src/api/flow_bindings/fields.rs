//! The fields of a binding that a body can set.

use uuid::Uuid;

use crate::api::{Input, set};
use crate::model::{FlowStageBinding, InvalidResponseAction, PolicyEngineMode};
use crate::store::Store;

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(input: &mut Input, binding: &mut FlowStageBinding, store: &Store) {
    for name in ["target", "stage", "order"] {
        input.require(name);
    }
    let target = input.pk("target", |pk: Uuid| store.flows.contains_key(&pk));
    set(&mut binding.target, target);
    let stage = input.pk("stage", |pk: Uuid| store.stages.contains_key(&pk));
    set(&mut binding.stage, stage);
    set(&mut binding.order, input.small_integer("order"));
    let is_taken = |other: &FlowStageBinding| {
        let place = |binding: &FlowStageBinding| (binding.target, binding.stage, binding.order);
        other.pk != binding.pk && place(other) == place(binding)
    };
    if store.flow_stage_bindings.values().any(is_taken) {
        let message = "The fields target, stage, order must make a unique set.";
        input.refuse("non_field_errors", message);
    }
    let on_plan = input.boolean("evaluate_on_plan");
    set(&mut binding.evaluate_on_plan, on_plan);
    let again = input.boolean("re_evaluate_policies");
    set(&mut binding.re_evaluate_policies, again);
    let mode = input.choice("policy_engine_mode", PolicyEngineMode::from_name);
    set(&mut binding.policy_engine_mode, mode);
    let action = input.choice("invalid_response_action", InvalidResponseAction::from_name);
    set(&mut binding.invalid_response_action, action);
}
