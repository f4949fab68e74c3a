//! A brand as the API handles one: `/core/brands/<uuid>/`.

use serde_json::Value;
use uuid::Uuid;

use super::fields;
use super::representation::representation;
use crate::Profile;
use crate::api::{Addressed, Input, Resource};
use crate::model::Brand;
use crate::store::{Referable, Store};

impl Addressed for Brand {
    const MODEL: &'static str = "Brand";
    type Key = Uuid;

    fn find<'a>(store: &'a Store, uuid: &Uuid) -> Option<&'a Self> {
        store.brands.get(uuid)
    }
}

impl Resource for Brand {
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
        store.brands.insert(self.brand_uuid, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.brands.shift_remove(&self.brand_uuid);
    }
}
