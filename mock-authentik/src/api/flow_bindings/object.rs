//! A stage's place in a flow as the API handles one: `/flows/bindings/<uuid>/`.

use serde_json::Value;
use uuid::Uuid;

use super::fields;
use super::representation::representation;
use crate::Profile;
use crate::api::{Addressed, Input, Resource};
use crate::model::FlowStageBinding;
use crate::store::{Referable, Store};

impl Addressed for FlowStageBinding {
    const MODEL: &'static str = "FlowStageBinding";
    type Key = Uuid;

    fn find<'a>(store: &'a Store, uuid: &Uuid) -> Option<&'a Self> {
        store.flow_stage_bindings.get(uuid)
    }
}

impl Resource for FlowStageBinding {
    fn apply(&mut self, input: &mut Input, store: &Store, _: Profile) {
        fields::apply(input, self, store);
    }

    fn representation(&self, store: &Store, profile: Profile) -> Value {
        representation(self, store, profile)
    }

    fn reference(&self, _: &Store) -> Value {
        Referable::reference(self)
    }

    fn put(&mut self, store: &mut Store) {
        store.flow_stage_bindings.insert(self.pk, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.flow_stage_bindings.shift_remove(&self.pk);
    }
}
