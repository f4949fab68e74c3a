//! An application as the API handles one: `/core/applications/<slug>/`.

use serde_json::Value;

use super::fields;
use super::representation::representation;
use crate::Profile;
use crate::api::{Addressed, Input, Resource};
use crate::model::Application;
use crate::store::{Referable, Store};

impl Addressed for Application {
    const MODEL: &'static str = "Application";
    type Key = String;

    fn find<'a>(store: &'a Store, slug: &String) -> Option<&'a Self> {
        store.application_by_slug(slug)
    }
}

impl Resource for Application {
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
        store.applications.insert(self.pk, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.delete_application(self.pk);
    }
}
