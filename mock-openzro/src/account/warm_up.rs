//! The first fetch of the identity provider's users, in the background, never repeated.

use std::collections::BTreeMap;

use crate::app::App;

/// Fetches all users and caches those whom an account has. A failure is a warning: the cache is then
/// filled by the first request that needs it.
pub(crate) async fn warm_up(app: &App) {
    let Some(idp) = &app.idp else {
        return;
    };
    let users = match idp.users().await {
        Ok(users) => users,
        Err(reason) => {
            if reason.is_crash() {
                app.crash(&reason);
            }
            tracing::warn!("failed warming up cache due to error: {reason}");
            return;
        }
    };
    let mut by_account: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for user in users {
        if let Some(known) = app.store.user(&user.id) {
            by_account.entry(known.account_id).or_default().push(user);
        }
    }
    for (account_id, users) in by_account {
        app.cache.set(&account_id, users);
    }
}
