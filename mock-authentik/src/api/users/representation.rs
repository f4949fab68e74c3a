//! A user, as the API shows one.

use serde_json::{Map, Value, json};

use crate::Profile;
use crate::api::{drop_members, moment, moment_or_null};
use crate::model::{Group, User};
use crate::store::Store;

/// What a list may leave out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Include {
    pub(crate) groups: bool,
    pub(crate) roles: bool,
}

impl Include {
    pub(crate) const ALL: Self = Self {
        groups: true,
        roles: true,
    };
}

/// The user with everything (reference, section 6.2).
pub(crate) fn user_json(store: &Store, profile: Profile, user: &User, include: Include) -> Value {
    let groups = user.groups.iter().filter_map(|pk| store.groups.get(pk));
    let roles = user.roles.iter().filter_map(|pk| store.roles.get(pk));
    let mut members = Map::new();
    let mut add = |name: &str, value: Value| members.insert(name.to_owned(), value);
    add("pk", json!(user.pk));
    add("username", json!(user.username));
    add("name", json!(user.name));
    add("is_active", json!(user.is_active));
    add("last_login", moment_or_null(user.last_login));
    if profile.users_have_dates() {
        add("date_joined", moment(user.date_joined));
    }
    add("is_superuser", json!(store.is_superuser(user)));
    add("groups", json!(user.groups));
    let shown = include
        .groups
        .then(|| groups.map(|group| group_json(store, profile, group)));
    add("groups_obj", json!(shown.map(Iterator::collect::<Vec<_>>)));
    if profile.users_have_roles() {
        add("roles", json!(user.roles));
        let shown = roles.map(|role| json!({"pk": role.pk, "name": role.name}));
        add(
            "roles_obj",
            json!(include.roles.then(|| shown.collect::<Vec<_>>())),
        );
    }
    add("email", json!(user.email));
    add("avatar", json!(user.avatar(profile)));
    add("attributes", json!(user.attributes));
    add("uid", json!(user.uid));
    add("path", json!(user.path));
    add("type", json!(user.kind));
    add("uuid", json!(user.uuid));
    if profile.users_have_dates() {
        add("password_change_date", moment(user.password_change_date));
        add("last_updated", moment(user.last_updated));
    }
    Value::Object(members)
}

/// A group, as its members show it.
fn group_json(store: &Store, profile: Profile, group: &Group) -> Value {
    if profile.groups_have_many_parents() {
        return json!({
            "pk": group.pk,
            "num_pk": group.num_pk(),
            "name": group.name,
            "is_superuser": group.is_superuser,
            "attributes": group.attributes,
        });
    }
    let parent = group.parents.first();
    let mut shown = json!({
        "pk": group.pk,
        "num_pk": group.num_pk(),
        "name": group.name,
        "is_superuser": group.is_superuser,
        "parent": parent,
        "parent_name": parent.and_then(|pk| store.groups.get(pk)).map(|group| &group.name),
        "attributes": group.attributes,
    });
    if parent.is_none() && !profile.groups_without_a_parent_say_so() {
        drop_members(&mut shown, &["parent_name"]);
    }
    shown
}

/// A user, as groups and invitations show their own.
pub(crate) fn partial_user_json(user: &User) -> Value {
    json!({
        "pk": user.pk,
        "username": user.username,
        "name": user.name,
        "is_active": user.is_active,
        "last_login": moment_or_null(user.last_login),
        "email": user.email,
        "attributes": user.attributes,
        "uid": user.uid,
    })
}
