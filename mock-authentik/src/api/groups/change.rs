//! The fields of a group that a client writes.

use indexmap::IndexSet;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::Profile;
use crate::api::{ApiError, Input};
use crate::model::{Group, UserPk};
use crate::store::Store;

/// What a body sets of a group; `None` leaves it as it is.
#[derive(Debug)]
pub(super) struct Change {
    name: Option<String>,
    is_superuser: Option<bool>,
    parents: Option<Vec<Uuid>>,
    users: Option<Vec<UserPk>>,
    attributes: Option<Map<String, Value>>,
    roles: Option<Vec<Uuid>>,
}

impl Change {
    /// Reads and checks the fields; `own` is the group that they change.
    pub(super) fn read(
        mut input: Input,
        store: &Store,
        profile: Profile,
        own: Option<Uuid>,
    ) -> Result<Self, ApiError> {
        let mut taken = store.groups.values().filter(|group| Some(group.pk) != own);
        let mut name = input.required_text("name");
        if profile.group_names_are_unique() && taken.any(|group| Some(&group.name) == name.as_ref())
        {
            input.refuse("name", profile.taken_group_name());
            name = None;
        }
        let exists = |pk| store.groups.contains_key(&pk);
        let change = Self {
            name,
            is_superuser: input.boolean("is_superuser"),
            parents: if profile.groups_have_many_parents() {
                input.pks("parents", exists)
            } else {
                input.pk_or_null("parent", exists).map(Vec::from_iter)
            },
            users: input.users("users", |pk| store.users.get(pk).is_some()),
            attributes: input.object("attributes"),
            roles: input.pks("roles", |pk| store.roles.contains_key(&pk)),
        };
        input.finish()?;
        Ok(change)
    }

    /// Writes the fields, and who is in the group.
    pub(super) fn apply(self, store: &mut Store, mut group: Group) -> Group {
        group.name = self.name.unwrap_or(group.name);
        group.is_superuser = self.is_superuser.unwrap_or(group.is_superuser);
        group.parents = self.parents.map_or(group.parents, IndexSet::from_iter);
        group.attributes = self.attributes.unwrap_or(group.attributes);
        group.roles = self.roles.map_or(group.roles, IndexSet::from_iter);
        if let Some(members) = self.users {
            for user in store.users.iter_mut() {
                if members.contains(&user.pk) {
                    user.groups.insert(group.pk)
                } else {
                    user.groups.shift_remove(&group.pk)
                };
            }
        }
        store.groups.insert(group.pk, group.clone());
        group
    }
}
