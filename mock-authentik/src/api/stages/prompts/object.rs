//! A prompt as the API handles one: `/stages/prompt/prompts/<uuid>/`.

use serde_json::Value;
use uuid::Uuid;

use super::fields;
use super::representation::prompt_json;
use crate::Profile;
use crate::api::{Addressed, Input, Resource};
use crate::model::Prompt;
use crate::store::{Referable, Store};

impl Addressed for Prompt {
    const MODEL: &'static str = "Prompt";
    type Key = Uuid;

    fn find<'a>(store: &'a Store, uuid: &Uuid) -> Option<&'a Self> {
        store.prompts.get(uuid)
    }
}

impl Resource for Prompt {
    fn apply(&mut self, input: &mut Input, store: &Store, _: Profile) {
        fields::apply(input, self, store);
    }

    fn representation(&self, store: &Store, profile: Profile) -> Value {
        prompt_json(self, store, profile)
    }

    fn reference(&self, _: &Store) -> Value {
        Referable::reference(self)
    }

    fn put(&mut self, store: &mut Store) {
        store.prompts.insert(self.pk, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.delete_prompt(self.pk);
    }
}
