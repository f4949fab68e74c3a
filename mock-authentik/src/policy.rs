//! Who may use an application or a flow: the policy engine.

use uuid::Uuid;

use crate::model::{PolicyBinding, PolicyEngineMode, User};
use crate::store::Store;

/// Whether `user` may use `target`, an application or a flow's `policybindingmodel_ptr_id`. Where
/// nothing is bound, everybody may (reference, section 2.1).
pub(crate) fn allows(store: &Store, target: Uuid, user: &User) -> bool {
    let bindings = store.policy_bindings.values();
    let mut results = bindings
        .filter(|binding| binding.target == target && binding.enabled)
        .map(|binding| passes(store, binding, user))
        .peekable();
    if results.peek().is_none() {
        return true;
    }
    match mode_of(store, target) {
        PolicyEngineMode::All => results.all(|passes| passes),
        PolicyEngineMode::Any => results.any(|passes| passes),
    }
}

fn passes(store: &Store, binding: &PolicyBinding, user: &User) -> bool {
    let of_user = binding.user.is_none_or(|bound| bound == user.pk);
    let of_group = binding
        .group
        .is_none_or(|bound| is_member(store, user, bound));
    (of_user && of_group) != binding.negate
}

/// Whether the user is in the group, or in a group below it.
fn is_member(store: &Store, user: &User, group: Uuid) -> bool {
    let mut ahead: Vec<Uuid> = user.groups.iter().copied().collect();
    let mut seen = Vec::new();
    while let Some(pk) = ahead.pop() {
        if pk == group {
            return true;
        }
        if !seen.contains(&pk) {
            seen.push(pk);
            ahead.extend(
                store
                    .groups
                    .get(&pk)
                    .into_iter()
                    .flat_map(|found| &found.parents),
            );
        }
    }
    false
}

fn mode_of(store: &Store, target: Uuid) -> PolicyEngineMode {
    let application = store.applications.get(&target);
    let flow = || {
        let mut flows = store.flows.values();
        flows.find(|flow| flow.policybindingmodel_ptr_id == target)
    };
    application
        .map(|application| application.policy_engine_mode)
        .or_else(|| flow().map(|flow| flow.policy_engine_mode))
        .unwrap_or(PolicyEngineMode::Any)
}
