//! What every handler works with.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ambient::{Clock, Entropy};
use jiff::Timestamp;

use crate::store::Store;
use crate::{Journal, Profile};

/// The running installation: its objects, its clock, its randomness and its version. Clones share it.
#[derive(Clone)]
pub(crate) struct App(Arc<Installation>);

struct Installation {
    profile: Profile,
    clock: Clock,
    entropy: Entropy,
    /// Signs the session cookie; Authentik's `AUTHENTIK_SECRET_KEY`.
    secret_key: String,
    store: Mutex<Store>,
    journal: Journal,
}

impl App {
    pub(crate) fn new(
        profile: Profile,
        clock: Clock,
        entropy: Entropy,
        store: Store,
        journal: Journal,
    ) -> Self {
        let secret_key = entropy.alphanumeric(50);
        Self(Arc::new(Installation {
            profile,
            clock,
            entropy,
            secret_key,
            store: Mutex::new(store),
            journal,
        }))
    }

    pub(crate) fn profile(&self) -> Profile {
        self.0.profile
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn entropy(&self) -> &Entropy {
        &self.0.entropy
    }

    pub(crate) fn secret_key(&self) -> &str {
        &self.0.secret_key
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.0.journal
    }

    /// Every object, locked for this handler. Never hold it across an `await` or while signing.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.0.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
