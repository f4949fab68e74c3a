//! A flow as the API handles one: `/flows/instances/<slug>/`.

use serde_json::Value;

use super::fields;
use super::representation::representation;
use crate::Profile;
use crate::api::{Addressed, Input, Resource};
use crate::model::Flow;
use crate::store::{Referable, Store};

impl Addressed for Flow {
    const MODEL: &'static str = "Flow";
    type Key = String;

    fn find<'a>(store: &'a Store, slug: &String) -> Option<&'a Self> {
        store.flow_by_slug(slug)
    }
}

impl Resource for Flow {
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
        store.flows.insert(self.pk, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.delete_flow(self.pk);
    }
}
