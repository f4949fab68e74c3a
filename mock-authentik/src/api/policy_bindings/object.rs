//! A policy binding as the API handles one: `/policies/bindings/<uuid>/`.

use serde_json::Value;
use uuid::Uuid;

use super::fields;
use super::representation::representation;
use crate::Profile;
use crate::api::{Addressed, Input, Resource};
use crate::model::PolicyBinding;
use crate::store::Store;

impl Addressed for PolicyBinding {
    const MODEL: &'static str = "PolicyBinding";
    type Key = Uuid;

    fn find<'a>(store: &'a Store, uuid: &Uuid) -> Option<&'a Self> {
        store.policy_bindings.get(uuid)
    }
}

impl Resource for PolicyBinding {
    fn apply(&mut self, input: &mut Input, store: &Store, _: Profile) {
        fields::apply(input, self, store);
    }

    fn representation(&self, store: &Store, profile: Profile) -> Value {
        representation(self, store, profile)
    }

    fn reference(&self, store: &Store) -> Value {
        store.binding_reference(self)
    }

    fn put(&mut self, store: &mut Store) {
        store.policy_bindings.insert(self.pk, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.policy_bindings.shift_remove(&self.pk);
    }
}
