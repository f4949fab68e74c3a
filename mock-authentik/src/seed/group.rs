//! Groups.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};
use serde_saphyr::Spanned;
use uuid::Uuid;

use super::named::Named;
use super::{SeedError, SeedErrorKind};
use crate::api::new_group;
use crate::app::App;
use crate::model::Group;
use crate::store::Store;

/// A group.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct GroupSeed {
    /// Whether it makes its members superusers.
    is_superuser: bool,
    /// The groups whose rights its members have too.
    parents: Vec<Named>,
    /// Its attributes.
    attributes: Map<String, Value>,
}

/// Adds the groups, which may be one another's parents.
pub(super) fn plant(
    groups: &IndexMap<String, Spanned<GroupSeed>>,
    app: &App,
    store: &mut Store,
) -> Result<(), SeedError> {
    for (name, seed) in groups {
        if store.groups.values().any(|group| group.name == *name) {
            let kind = SeedErrorKind::Taken {
                what: "group",
                found: name.clone(),
                hint: "; a fresh installation has this one",
            };
            return Err(SeedError::at(seed.referenced, kind));
        }
        let group = Group {
            is_superuser: seed.value.is_superuser,
            attributes: seed.value.attributes.clone(),
            ..new_group(app, name.clone())
        };
        store.groups.insert(group.pk, group);
    }
    for (name, seed) in groups {
        let parents: Result<_, _> = found(&seed.value.parents, store).collect();
        let parents = parents?;
        let mut all = store.groups.values_mut();
        if let Some(group) = all.find(|group| group.name == *name) {
            group.parents = parents;
        }
    }
    Ok(())
}

/// The keys of the groups of these names.
pub(super) fn found(
    names: &[Named],
    store: &Store,
) -> impl Iterator<Item = Result<Uuid, SeedError>> {
    names.iter().map(|name| {
        let all = store.groups.values();
        name.find("group", all.map(|group| (group.name.as_str(), group.pk)))
    })
}
