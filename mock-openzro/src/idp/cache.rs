//! The cache of the identity provider's users, one entry an account.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ambient::{Clock, Entropy};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use super::{IdpError, Manager, UserData};

/// How long a request waits for another one's reload (reference, section 2.2).
const PATIENCE: Duration = Duration::from_secs(5);

/// Entries live for three to seven days.
const SHORTEST_LIFE: SignedDuration = SignedDuration::from_hours(3 * 24);
const EXTRA_LIFE_SECONDS: u64 = 4 * 24 * 3600;

/// The cache. The real server writes a fetched list into its cache behind the request's back, so that of
/// two reloads right after one another the second sometimes finds the list already there, and fetches
/// nothing: a user whom Authentik lacks costs 3 to 5 fetches there, 5 here.
///
/// Nothing tells it of changes in Authentik: those show after a reload only.
#[derive(Debug)]
pub(crate) struct Cache {
    state: Mutex<CacheState>,
    clock: Clock,
    entropy: Entropy,
}

#[derive(Debug, Default)]
struct CacheState {
    entries: HashMap<String, Entry>,
    /// Who reloads an account; the receiver sees the end of it.
    loading: HashMap<String, watch::Receiver<()>>,
}

#[derive(Clone, Debug)]
struct Entry {
    users: Arc<Vec<UserData>>,
    expires: Timestamp,
}

/// Ends a reload when dropped.
struct Loading<'a> {
    cache: &'a Cache,
    account_id: &'a str,
    _running: watch::Sender<()>,
}

impl Cache {
    /// An empty cache.
    pub(crate) fn new(clock: Clock, entropy: Entropy) -> Self {
        Self {
            state: Mutex::default(),
            clock,
            entropy,
        }
    }

    /// The cached users of an account, fetched if there are none or `reload` demands it. Requests that
    /// come while another one fetches wait for it, but not for ever.
    pub(crate) async fn users(
        &self,
        account_id: &str,
        known: &[String],
        idp: &Manager,
        reload: bool,
    ) -> Result<Arc<Vec<UserData>>, IdpError> {
        let (running, finished) = watch::channel(());
        let other = self.with(|state| {
            if let Some(other) = state.loading.get(account_id) {
                return Some(other.clone());
            }
            state.loading.insert(account_id.to_owned(), finished);
            None
        });
        if let Some(mut other) = other {
            let ended = tokio::time::timeout(PATIENCE, other.changed()).await;
            ended.map_or_else(
                |_| Err(IdpError::ReloadTimeout(account_id.to_owned())),
                |_closed| Ok(()),
            )?;
            return self.get_or_fetch(account_id, known, idp).await;
        }
        let _loading = Loading {
            cache: self,
            account_id,
            _running: running,
        };
        if reload {
            self.with(|state| state.entries.remove(account_id));
        }
        self.get_or_fetch(account_id, known, idp).await
    }

    /// Only users whom the account has are kept, each with the account's id.
    async fn get_or_fetch(
        &self,
        account_id: &str,
        known: &[String],
        idp: &Manager,
    ) -> Result<Arc<Vec<UserData>>, IdpError> {
        if let Some(users) = self.peek(account_id) {
            return Ok(users);
        }
        let mut users = idp.users().await?;
        for id in known {
            if !users.iter().any(|user| user.id == *id) {
                tracing::warn!("user {id} not found in IDP");
            }
        }
        users.retain(|user| known.contains(&user.id));
        Ok(self.set(account_id, users))
    }

    /// Replaces an account's entry.
    pub(crate) fn set(&self, account_id: &str, users: Vec<UserData>) -> Arc<Vec<UserData>> {
        let extra = self.entropy.below(EXTRA_LIFE_SECONDS);
        let life = SHORTEST_LIFE
            .saturating_add(SignedDuration::from_secs(i64::try_from(extra).unwrap_or(0)));
        let now = self.clock.now();
        let users = Arc::new(users);
        let entry = Entry {
            users: Arc::clone(&users),
            expires: now.saturating_add(life).unwrap_or(now),
        };
        self.with(|state| state.entries.insert(account_id.to_owned(), entry));
        users
    }

    /// An account's entry, if it is there and still lives.
    fn peek(&self, account_id: &str) -> Option<Arc<Vec<UserData>>> {
        let now = self.clock.now();
        self.with(|state| {
            let entry = state.entries.get(account_id)?;
            (now < entry.expires).then(|| Arc::clone(&entry.users))
        })
    }

    fn with<T>(&self, look: impl FnOnce(&mut CacheState) -> T) -> T {
        look(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Loading<'_> {
    fn drop(&mut self) {
        self.cache
            .with(|state| state.loading.remove(self.account_id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_live_three_to_seven_days() {
        let clock = Clock::frozen_at(Timestamp::UNIX_EPOCH);
        let cache = Cache::new(clock.clone(), Entropy::seeded(3));
        cache.set("account", Vec::new());
        clock.advance(SignedDuration::from_hours(3 * 24 - 1));
        assert!(cache.peek("account").is_some());
        clock.advance(SignedDuration::from_hours(4 * 24 + 2));
        assert!(cache.peek("account").is_none());
    }
}
