//! A provider as the API handles one: `/providers/oauth2/<id>/`.

use serde_json::Value;

use super::fields;
use super::representation::representation;
use crate::Profile;
use crate::api::{Addressed, Input, Resource};
use crate::model::Provider;
use crate::store::{Referable, Store};

impl Addressed for Provider {
    const MODEL: &'static str = "OAuth2Provider";
    type Key = i32;

    fn find<'a>(store: &'a Store, pk: &i32) -> Option<&'a Self> {
        store.providers.get(pk)
    }
}

impl Resource for Provider {
    fn apply(&mut self, input: &mut Input, store: &Store, profile: Profile) {
        fields::apply(input, self, (store, profile));
    }

    fn representation(&self, store: &Store, profile: Profile) -> Value {
        representation(self, store, profile)
    }

    fn reference(&self, _: &Store) -> Value {
        Referable::reference(self)
    }

    fn put(&mut self, store: &mut Store) {
        if self.pk == 0 {
            self.pk = store.next_provider_pk();
        }
        store.providers.insert(self.pk, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.delete_provider(self.pk);
    }
}
