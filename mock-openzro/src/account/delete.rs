//! Deleting a user, with the write-back to Authentik (reference, section 2.3).

use super::{Module, Operation, Refusal, UserInfo};
use crate::app::App;
use crate::model::{Activity, Role, User};

impl App {
    /// Deletes a user, in the real server's order.
    pub(crate) async fn delete_user(
        &self,
        account_id: &str,
        initiator: &str,
        target: &str,
    ) -> Result<(), Refusal> {
        if initiator == target {
            return Err(Refusal::SelfDeletion);
        }
        let _changing = self.account_lock.lock().await;
        self.find_user(initiator)?;
        self.require(account_id, initiator, Module::Users, Operation::Delete)?;
        let user = self.find_user(target)?;
        if user.role == Role::Owner {
            return Err(Refusal::OwnerDeletion);
        }
        if user.is_service_user {
            self.delete_service_user(account_id, initiator, &user);
            return Ok(());
        }
        let info = self.user_info(&user).await?;
        self.delete_person(account_id, initiator, &user, &info)
            .await
    }

    /// A failed look-up in Authentik is taken for "he isn't there": the row goes, Authentik keeps the
    /// user. A failed deletion there keeps the row.
    pub(super) async fn delete_person(
        &self,
        account_id: &str,
        initiator: &str,
        user: &User,
        info: &UserInfo,
    ) -> Result<(), Refusal> {
        if let Some(idp) = &self.idp {
            match idp.user(&user.id).await {
                Ok(_) => self.delete_from_idp(account_id, &user.id).await?,
                Err(reason) => {
                    tracing::debug!(
                        "skipped deleting user {} from IDP, error: {reason}",
                        user.id
                    );
                }
            }
        }
        let domain = self.dns_domain(account_id);
        let peers = self.store.with(|state| {
            let peers = state.user_peers(account_id, &user.id);
            for peer in &peers {
                state.remove_peer(account_id, &peer.id);
            }
            state.remove_user(&user.id);
            peers
        });
        for peer in &peers {
            self.record(
                Activity::PeerRemovedByUser,
                &user.id,
                &peer.id,
                account_id,
                peer.event_meta(&domain),
            );
        }
        self.record(
            Activity::UserDeleted,
            initiator,
            &user.id,
            account_id,
            [
                ("name", info.name.clone()),
                ("email", info.email.clone()),
                ("created_at", user.created_at.to_string()),
            ],
        );
        Ok(())
    }

    /// Without `--user-delete-from-idp` nothing is deleted, whatever the guide says (reference,
    /// section 0, G1); the cache forgets the user either way.
    async fn delete_from_idp(&self, account_id: &str, user_id: &str) -> Result<(), Refusal> {
        let Some(idp) = &self.idp else {
            return Ok(());
        };
        if self.flags.user_delete_from_idp {
            let deleted = idp.delete_user(user_id).await;
            deleted.map_err(|source| Refusal::IdpDelete {
                user_id: user_id.to_owned(),
                source,
            })?;
        }
        match self.cached_users(idp, account_id, false).await {
            Ok(users) => {
                let others = users.iter().filter(|user| user.id != user_id);
                self.cache.set(account_id, others.cloned().collect());
            }
            Err(reason) => tracing::error!(
                "remove user from account (\"{account_id}\") cache failed with error: {reason}"
            ),
        }
        Ok(())
    }
}
