//! A policy binding as the API shows it.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::{groups, users};
use crate::model::PolicyBinding;
use crate::store::Store;

pub(super) fn representation(binding: &PolicyBinding, store: &Store, profile: Profile) -> Value {
    let group = binding.group.and_then(|pk| store.groups.get(&pk));
    let user = binding.user.and_then(|pk| store.users.get(pk));
    let mut flows = store.flows.values();
    let flow = flows.find(|flow| flow.policybindingmodel_ptr_id == binding.target);
    json!({
        "pk": binding.pk,
        "policy": null,
        "group": binding.group,
        "user": binding.user,
        "policy_obj": null,
        "group_obj": group.map(|group| groups::group_json(store, profile, group, groups::Include::USUAL)),
        "user_obj": user.map(|user| users::user_json(store, profile, user, users::Include::ALL)),
        "target": flow.map_or(binding.target, |flow| flow.pk),
        "negate": binding.negate,
        "enabled": binding.enabled,
        "order": binding.order,
        "timeout": binding.timeout,
        "failure_result": binding.failure_result,
    })
}
