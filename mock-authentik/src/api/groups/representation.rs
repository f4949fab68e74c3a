//! A group, as the API shows one.

use serde_json::{Map, Value, json};

use crate::Profile;
use crate::api::users::partial_user_json;
use crate::model::{Group, User, UserPk};
use crate::store::Store;

/// What a list may leave out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Include {
    pub(crate) users: bool,
    pub(crate) children: bool,
    pub(crate) parents: bool,
}

impl Include {
    /// What an answer has when nothing else is asked for (recording
    /// `33-groups-tokens-invitations`, "group with a member").
    pub(crate) const USUAL: Self = Self {
        users: true,
        children: false,
        parents: false,
    };
}

/// The members of a group, in the order of their keys.
fn members<'a>(store: &'a Store, group: &Group) -> Vec<&'a User> {
    store
        .users
        .iter()
        .filter(|user| user.groups.contains(&group.pk))
        .collect()
}

/// The group with its members (reference, section 6.4).
pub(crate) fn group_json(
    store: &Store,
    profile: Profile,
    group: &Group,
    include: Include,
) -> Value {
    let members = members(store, group);
    let keys: Vec<UserPk> = members.iter().map(|user| user.pk).collect();
    let shown = members.into_iter().map(partial_user_json);
    let shown = include.users.then(|| shown.collect::<Vec<_>>());
    let roles = group.roles.iter().filter_map(|pk| store.roles.get(pk));
    let roles: Vec<Value> = roles
        .map(|role| json!({"pk": role.pk, "name": role.name}))
        .collect();
    let mut fields = Map::new();
    let mut add = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    add("pk", json!(group.pk));
    add("num_pk", json!(group.num_pk()));
    add("name", json!(group.name));
    add("is_superuser", json!(group.is_superuser));
    if profile.groups_have_many_parents() {
        add("parents", json!(group.parents));
        let parents = group.parents.iter().filter_map(|pk| store.groups.get(pk));
        add("parents_obj", related(include.parents, parents));
    } else {
        let parent = group.parents.first();
        add("parent", json!(parent));
        let name = parent
            .and_then(|pk| store.groups.get(pk))
            .map(|parent| &parent.name);
        add("parent_name", json!(name));
    }
    add("users", json!(keys));
    add("users_obj", json!(shown));
    add("attributes", json!(group.attributes));
    add("roles", json!(group.roles));
    add("roles_obj", json!(roles));
    if profile.groups_have_many_parents() {
        add("inherited_roles_obj", Value::Null);
        let children = || {
            store
                .groups
                .values()
                .filter(|child| child.parents.contains(&group.pk))
        };
        add(
            "children",
            json!(children().map(|child| child.pk).collect::<Vec<_>>()),
        );
        add("children_obj", related(include.children, children()));
    }
    Value::Object(fields)
}

/// Groups, as other groups show them; null when nobody asked.
fn related<'a>(asked: bool, groups: impl Iterator<Item = &'a Group>) -> Value {
    let brief = |group: &Group| {
        json!({
            "pk": group.pk,
            "name": group.name,
            "is_superuser": group.is_superuser,
            "attributes": group.attributes,
            "group_uuid": group.pk,
        })
    };
    json!(asked.then(|| groups.map(brief).collect::<Vec<_>>()))
}
