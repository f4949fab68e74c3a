//! Looking users up in the identity provider's cache (reference, section 2.2).

use std::sync::Arc;
use std::time::Duration;

use super::Refusal;
use crate::app::App;
use crate::idp::{IdpError, Manager, UserData};
use crate::model::User;

/// A cache that lacks users is reloaded this often before the request goes on without them.
const ATTEMPTS: u32 = 2;
/// What the second reload waits for.
const PAUSE: Duration = Duration::from_millis(200);

impl App {
    /// The identity provider's users of an account. Every user of the store must be among them, or the
    /// whole list is fetched again, twice: one user whom Authentik does not have makes every request
    /// slow.
    pub(super) async fn lookup_users(
        &self,
        idp: &Manager,
        account_id: &str,
        users: &[User],
    ) -> Result<Arc<Vec<UserData>>, IdpError> {
        let wanted = people(users);
        let mut found = self.cached_users(idp, account_id, false).await?;
        for attempt in 1..=ATTEMPTS {
            let unknown = wanted
                .iter()
                .filter(|id| !found.iter().any(|user| user.id == **id))
                .count();
            if unknown == 0 {
                break;
            }
            tracing::info!("cache invalid. Users unknown to the cache: {unknown}");
            if attempt > 1 {
                ambient::delay(PAUSE).await;
            }
            tracing::info!("refreshing cache for account {account_id}");
            found = self.cached_users(idp, account_id, true).await?;
            if attempt == ATTEMPTS {
                tracing::warn!(
                    "cache for account {account_id} reached maximum refresh attempts ({ATTEMPTS})"
                );
            }
        }
        Ok(found)
    }

    /// The identity provider's idea of one user; `None` if it has none.
    pub(super) async fn lookup_user(
        &self,
        idp: &Manager,
        account_id: &str,
        user_id: &str,
    ) -> Result<Option<UserData>, Refusal> {
        let users = self.store.account_users(account_id);
        let found = self.lookup_users(idp, account_id, &users).await?;
        if let Some(user) = found.iter().find(|user| user.id == user_id) {
            return Ok(Some(user.clone()));
        }
        self.find_user(user_id)?;
        Ok(None)
    }

    /// The cache's users of an account, whether or not they are all there.
    pub(super) async fn cached_users(
        &self,
        idp: &Manager,
        account_id: &str,
        reload: bool,
    ) -> Result<Arc<Vec<UserData>>, IdpError> {
        let known = people(&self.store.account_users(account_id));
        self.cache.users(account_id, &known, idp, reload).await
    }

    /// "Registers" a user with the identity provider. Authentik has no place for that, so that all that
    /// is left is the look-up, and a reload when it finds nothing.
    pub(super) async fn register_in_idp(
        &self,
        account_id: &str,
        user_id: &str,
    ) -> Result<(), Refusal> {
        let Some(idp) = &self.idp else {
            return Ok(());
        };
        if self.lookup_user(idp, account_id, user_id).await?.is_none() {
            self.cached_users(idp, account_id, true).await?;
        }
        Ok(())
    }
}

/// The ids of users who are people.
fn people(users: &[User]) -> Vec<String> {
    let people = users.iter().filter(|user| !user.is_service_user);
    people.map(|user| user.id.clone()).collect()
}
