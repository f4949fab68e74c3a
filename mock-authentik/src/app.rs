//! What every handler works with.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ambient::{Clock, Entropy};
use jiff::Timestamp;

use crate::mock::StartError;
use crate::oauth::Published;
use crate::store::Store;
use crate::{Bootstrap, Fault, Faults, Journal, Profile, Seed, fresh};

/// The running installation: its objects, its clock, its randomness and its version. Clones share it.
#[derive(Clone)]
pub(crate) struct App(Arc<Installation>);

struct Installation {
    origin: Origin,
    clock: Clock,
    /// What the clock showed before there was a seed.
    start: Clock,
    entropy: Entropy,
    /// Signs the session cookie; Authentik's `AUTHENTIK_SECRET_KEY`.
    secret_key: String,
    store: Mutex<Counted>,
    published: Published,
    journal: Journal,
    faults: Faults,
    strict_device_grant: AtomicBool,
}

/// What an installation is made from, and goes back to.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) profile: Profile,
    pub(crate) bootstrap: Bootstrap,
    pub(crate) seed: Seed,
    pub(crate) faults: Vec<Fault>,
    pub(crate) strict_device_grant: bool,
}

impl App {
    pub(crate) fn new(
        origin: Origin,
        clock: Clock,
        entropy: Entropy,
        journal: Journal,
    ) -> Result<Self, StartError> {
        let start = clock.fork();
        origin.seed.begin(&clock, &entropy);
        let app = Self(Arc::new(Installation {
            origin,
            secret_key: entropy.alphanumeric(50),
            store: Mutex::new(Counted {
                store: Store::empty(entropy.uuid()),
                generation: 0,
            }),
            clock,
            start,
            entropy,
            published: Published::default(),
            journal,
            faults: Faults::default(),
            strict_device_grant: AtomicBool::new(false),
        }));
        app.reset()?;
        Ok(app)
    }

    /// Begins anew: objects, clock, randomness and faults are as they were made, and the journal is empty.
    pub(crate) fn reset(&self) -> Result<(), StartError> {
        let Origin {
            profile,
            bootstrap,
            seed,
            faults,
            strict_device_grant,
        } = &self.0.origin;
        self.0.clock.copy(&self.0.start);
        seed.begin(&self.0.clock, &self.0.entropy);
        let mut store = fresh::store(*profile, bootstrap, self.now(), &self.0.entropy)
            .map_err(|error| StartError::Certificate(error.to_string()))?;
        seed.plant(self, &mut store)?;
        *self.store() = store;
        self.faults().clear_all();
        for fault in faults {
            self.faults().set(fault.clone());
        }
        self.set_strict_device_grant(*strict_device_grant);
        self.journal().clear();
        Ok(())
    }

    pub(crate) fn profile(&self) -> Profile {
        self.0.origin.profile
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

    /// The documents that are kept as they were written.
    pub(crate) fn published(&self) -> &Published {
        &self.0.published
    }

    /// Every object, locked for this handler. Never hold it across an `await` or while signing.
    pub(crate) fn store(&self) -> LockedStore<'_> {
        let mut counted = self.0.store.lock().unwrap_or_else(PoisonError::into_inner);
        counted.store.clean_up(self.now());
        LockedStore(counted)
    }
}

/// The store, and how often it may have changed.
#[derive(Debug)]
struct Counted {
    store: Store,
    generation: u64,
}

/// The store, locked. Whoever takes it for a change moves its generation on.
#[derive(Debug)]
pub(crate) struct LockedStore<'a>(MutexGuard<'a, Counted>);

impl LockedStore<'_> {
    /// As long as it is the same, so is everything in the store.
    pub(crate) fn generation(&self) -> u64 {
        self.0.generation
    }
}

impl Deref for LockedStore<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.0.store
    }
}

impl DerefMut for LockedStore<'_> {
    fn deref_mut(&mut self) -> &mut Store {
        self.0.generation += 1;
        &mut self.0.store
    }
}

/// Says which version it is; the rest is large, or secret.
impl fmt::Debug for App {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("App")
            .field("profile", &self.profile())
            .finish_non_exhaustive()
    }
}
