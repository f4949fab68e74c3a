//! Key rotation: providers sign with new keys, and the old ones stay in the key set or leave it.

use std::sync::Arc;

use indexmap::IndexSet;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::app::App;
use crate::crypto::{KeyPair, Names};
use crate::model::CertificateKeyPair;

/// Why no key was rotated.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// No provider signs with a key.
    #[error("no provider has a signing key to rotate; give one a `signing_key` first")]
    NoKey,
    /// The new key could not be made.
    #[error("the new key cannot be made: {0}")]
    Key(String),
}

/// Makes a new key for each that is in use; see [`crate::MockAuthentik::rotate_key`].
pub(crate) fn rotate_key(app: &App, keep_old: bool) -> Result<Vec<String>, RotationError> {
    let old: Vec<CertificateKeyPair> = {
        let store = app.store();
        let providers = store.providers.values();
        let in_use: IndexSet<Uuid> = providers.filter_map(|it| it.signing_key).collect();
        let certificates = in_use.iter().filter_map(|pk| store.certificates.get(pk));
        certificates.cloned().collect()
    };
    if old.is_empty() {
        return Err(RotationError::NoKey);
    }
    let mut kids = Vec::new();
    for old in old {
        let new = successor(app, &old)?;
        kids.push(new.keys.kid().to_owned());
        replace(app, &old, new, keep_old);
    }
    Ok(kids)
}

/// A new key of the same kind. Made without the store locked, for it takes long.
fn successor(app: &App, old: &CertificateKeyPair) -> Result<CertificateKeyPair, RotationError> {
    let name = format!("{} {}", old.name, app.entropy().hex(8));
    let a_year = SignedDuration::from_hours(365 * 24);
    let valid = (app.now(), a_year);
    let serial = app.entropy().uuid();
    let names = Names {
        subject: &name,
        version: app.profile().version(),
    };
    let kind = (old.keys.algorithm(), app.store().next_key_place());
    let keys = KeyPair::of_algorithm(kind, names, valid, serial.as_bytes())
        .map_err(|error| RotationError::Key(error.to_string()))?;
    Ok(CertificateKeyPair {
        pk: app.entropy().uuid(),
        name,
        managed: None,
        keys: Arc::new(keys),
    })
}

fn replace(app: &App, old: &CertificateKeyPair, new: CertificateKeyPair, keep_old: bool) {
    let mut store = app.store();
    for provider in store.providers.values_mut() {
        if provider.signing_key == Some(old.pk) {
            provider.signing_key = Some(new.pk);
        }
    }
    if keep_old {
        let mut kept = store.kept_keys.get(&old.pk).cloned().unwrap_or_default();
        kept.insert(0, Arc::clone(&old.keys));
        store.kept_keys.insert(new.pk, kept);
    }
    store.certificates.insert(new.pk, new);
}
