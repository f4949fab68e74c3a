//! An invitation as the API handles one: `/stages/invitation/invitations/<uuid>/`.

use serde_json::Value;
use uuid::Uuid;

use super::fields;
use super::representation::invitation_json;
use crate::Profile;
use crate::api::{Addressed, Input, Resource};
use crate::model::Invitation;
use crate::store::{Referable, Store};

impl Addressed for Invitation {
    const MODEL: &'static str = "Invitation";
    type Key = Uuid;

    fn find<'a>(store: &'a Store, uuid: &Uuid) -> Option<&'a Self> {
        store.invitations.get(uuid)
    }
}

impl Resource for Invitation {
    fn apply(&mut self, input: &mut Input, store: &Store, _: Profile) {
        fields::apply(input, self, store);
    }

    fn representation(&self, store: &Store, _: Profile) -> Value {
        invitation_json(store, self)
    }

    fn reference(&self, _: &Store) -> Value {
        Referable::reference(self)
    }

    fn put(&mut self, store: &mut Store) {
        store.invitations.insert(self.pk, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.invitations.shift_remove(&self.pk);
    }
}
