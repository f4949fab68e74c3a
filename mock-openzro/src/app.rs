//! What every request can reach.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ambient::{Clock, Entropy};
use tokio::sync::{Mutex, watch};

use crate::auth::Validator;
use crate::config::Config;
use crate::flags::Flags;
use crate::idp::{Cache, Manager};
use crate::model::new_id;
use crate::store::Store;

/// The running management server.
#[derive(Clone, Debug)]
pub(crate) struct App(Arc<Inner>);

/// Its parts.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) config: Config,
    pub(crate) flags: Flags,
    pub(crate) clock: Clock,
    pub(crate) entropy: Entropy,
    pub(crate) store: Store,
    pub(crate) validator: Validator,
    pub(crate) idp: Option<Manager>,
    pub(crate) cache: Cache,
    /// Held while an account is changed, calls to the identity provider included, as the real server
    /// holds its lock: whoever waits for Authentik makes others wait.
    pub(crate) account_lock: Mutex<()>,
    /// Held while it is found out whether a domain has an account.
    pub(crate) global_lock: Mutex<()>,
    /// Whether the database's one connection is lost in a transaction that nobody will end.
    pub(crate) stuck: AtomicBool,
    /// Why the whole server crashed, once it has.
    pub(crate) crash: watch::Sender<Option<String>>,
}

impl App {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// A new id in openZro's format.
    pub(crate) fn new_id(&self) -> String {
        new_id(&self.clock, &self.entropy)
    }

    /// Takes the whole server down, as a panic outside of an HTTP handler does.
    pub(crate) fn crash(&self, reason: &impl std::fmt::Display) {
        self.crash.send_replace(Some(reason.to_string()));
    }

    /// Loses the database: whoever needs it from now on waits for ever.
    pub(crate) fn lose_database(&self) {
        self.stuck.store(true, Ordering::Relaxed);
    }

    /// Waits for the database.
    pub(crate) async fn database(&self) {
        if self.stuck.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
