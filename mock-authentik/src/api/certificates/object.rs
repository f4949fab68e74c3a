//! A certificate-key pair as the API handles one: `/crypto/certificatekeypairs/<uuid>/`.

use serde_json::Value;
use uuid::Uuid;

use super::representation::representation;
use crate::Profile;
use crate::api::{Addressed, Input, Resource, Text, set};
use crate::model::CertificateKeyPair;
use crate::store::{Referable, Store};

impl Addressed for CertificateKeyPair {
    const MODEL: &'static str = "CertificateKeyPair";
    type Key = Uuid;

    fn find<'a>(store: &'a Store, uuid: &Uuid) -> Option<&'a Self> {
        store.certificates.get(uuid)
    }
}

impl Resource for CertificateKeyPair {
    fn apply(&mut self, input: &mut Input, store: &Store, _: Profile) {
        set(&mut self.name, input.text("name", Text::default()));
        let is_taken = |other: &Self| other.pk != self.pk && other.name == self.name;
        if store.certificates.values().any(is_taken) {
            let message = "Certificate-Key Pair with this name already exists.";
            input.refuse("name", message);
        }
    }

    fn representation(&self, _: &Store, profile: Profile) -> Value {
        representation(self, profile)
    }

    fn reference(&self, _: &Store) -> Value {
        Referable::reference(self)
    }

    fn put(&mut self, store: &mut Store) {
        store.certificates.insert(self.pk, self.clone());
    }

    /// Providers that used it are left without a key.
    fn remove(&self, store: &mut Store) {
        store.certificates.shift_remove(&self.pk);
        for provider in store.providers.values_mut() {
            provider.signing_key.take_if(|key| *key == self.pk);
            provider.encryption_key.take_if(|key| *key == self.pk);
        }
    }
}
