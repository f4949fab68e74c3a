//! The fields of a policy binding that a body can set.

use serde_json::Value;
use uuid::Uuid;

use crate::api::{Input, set};
use crate::model::{PolicyBinding, UserPk};
use crate::store::Store;

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(input: &mut Input, binding: &mut PolicyBinding, store: &Store) {
    input.require("target");
    set(&mut binding.target, target(input, store));
    if input.raw("policy").is_some_and(|policy| !policy.is_null()) {
        // The mock has no policies, so no key is one's.
        input.pk("policy", |_| false);
    }
    let group = input.pk_or_null("group", |pk| store.groups.contains_key(&pk));
    set(&mut binding.group, group);
    match input.raw("user").map(Value::is_null) {
        None => {}
        Some(true) => binding.user = None,
        Some(false) => {
            let exists = |pk| store.users.get(UserPk(pk)).is_some();
            binding.user = input.number("user", exists).map(UserPk);
        }
    }
    set(&mut binding.negate, input.boolean("negate"));
    set(&mut binding.enabled, input.boolean("enabled"));
    input.require("order");
    set(&mut binding.order, input.small_integer("order"));
    set(&mut binding.timeout, input.small_integer("timeout"));
    set(&mut binding.failure_result, input.boolean("failure_result"));
    let refused = ["policy", "group", "user"].map(|name| input.is_refused(name));
    if refused.contains(&true) {
        return;
    }
    let message = match (binding.group, binding.user) {
        (Some(_), Some(_)) => "Only one of 'group', 'policy', 'user' can be set.",
        (None, None) => "One of 'group', 'policy', 'user' must be set.",
        _ => return,
    };
    input.refuse("non_field_errors", message);
}

/// What is bound to: an application's key, or either key of a flow, which is kept as the one that
/// policies are bound to.
fn target(input: &mut Input, store: &Store) -> Option<Uuid> {
    let flow = |pk: Uuid| {
        let mut flows = store.flows.values();
        flows.find(|flow| flow.pk == pk || flow.policybindingmodel_ptr_id == pk)
    };
    let exists = |pk: Uuid| store.applications.contains_key(&pk) || flow(pk).is_some();
    let pk = input.pk("target", exists)?;
    Some(flow(pk).map_or(pk, |flow| flow.policybindingmodel_ptr_id))
}
