//! What every handler works with.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ambient::{Clock, Entropy};
use jiff::Timestamp;

use crate::store::Store;
use crate::{Faults, Journal, Profile};

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
    faults: Faults,
    strict_device_grant: AtomicBool,
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
            faults: Faults::default(),
            strict_device_grant: AtomicBool::new(false),
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

    pub(crate) fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// Whether devices hear `slow_down`, `access_denied` and `expired_token` (RFC 8628, section 3.5), which
    /// Authentik never says.
    pub(crate) fn device_grant_is_strict(&self) -> bool {
        self.0.strict_device_grant.load(Ordering::Relaxed)
    }

    pub(crate) fn set_strict_device_grant(&self, strict: bool) {
        self.0.strict_device_grant.store(strict, Ordering::Relaxed);
    }

    /// Every object, locked for this handler. Never hold it across an `await` or while signing.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.0.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Says which version it is; the rest is large, or secret.
impl fmt::Debug for App {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("App")
            .field("profile", &self.0.profile)
            .finish_non_exhaustive()
    }
}
