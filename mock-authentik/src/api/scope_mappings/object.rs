//! A scope mapping as the API handles one: `/propertymappings/provider/scope/<uuid>/`.

use serde_json::Value;
use uuid::Uuid;

use super::fields;
use super::representation::representation;
use crate::Profile;
use crate::api::{Addressed, Input, Resource};
use crate::model::ScopeMapping;
use crate::store::{Referable, Store};

impl Addressed for ScopeMapping {
    const MODEL: &'static str = "ScopeMapping";
    type Key = Uuid;

    fn find<'a>(store: &'a Store, uuid: &Uuid) -> Option<&'a Self> {
        store.scope_mappings.get(uuid)
    }
}

impl Resource for ScopeMapping {
    fn apply(&mut self, input: &mut Input, store: &Store, _: Profile) {
        fields::apply(input, self, store);
    }

    fn representation(&self, _: &Store, profile: Profile) -> Value {
        representation(self, profile)
    }

    fn reference(&self, _: &Store) -> Value {
        Referable::reference(self)
    }

    fn put(&mut self, store: &mut Store) {
        store.scope_mappings.insert(self.pk, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.scope_mappings.shift_remove(&self.pk);
    }
}
