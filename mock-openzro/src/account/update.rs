//! Changing a user: role, groups, blocked or not.

use super::{Module, Operation, Refusal, UserInfo};
use crate::app::App;
use crate::model::{Account, Activity, Role, User};

/// What to change.
#[derive(Clone, Debug)]
pub(crate) struct UserUpdate {
    pub(crate) role: Role,
    pub(crate) auto_groups: Vec<String>,
    pub(crate) blocked: bool,
}

impl App {
    /// Changes a user.
    pub(crate) async fn update_user(
        &self,
        account_id: &str,
        initiator: &str,
        target: &str,
        update: UserUpdate,
    ) -> Result<UserInfo, Refusal> {
        let _changing = self.account_lock.lock().await;
        self.require(account_id, initiator, Module::Users, Operation::Create)?;
        let account = self.store.account(account_id);
        let account = account.ok_or_else(|| Refusal::NoAccount(account_id.to_owned()))?;
        let asking = self.find_user(initiator)?;
        if !asking.role.has_admin_power() && !asking.is_service_user {
            return Err(Refusal::PermissionDenied);
        }
        let before = self.find_user(target)?;
        check(&account, &asking, &before, &update).map_err(|refusal| Refusal::Update {
            user_id: target.to_owned(),
            source: Box::new(refusal),
        })?;
        let transferred =
            asking.role == Role::Owner && asking.id != before.id && update.role == Role::Owner;
        self.apply(&account, &asking, &before, &update, transferred);

        let infos = self.users(account_id, initiator).await?;
        let info = infos.into_iter().find(|info| info.id == target);
        let info = info.ok_or_else(|| Refusal::UserNotFound(target.to_owned()))?;
        self.record_update(&asking, &before, &update, transferred);
        if update.blocked && !before.blocked {
            self.expire_peers(account_id, target);
        }
        Ok(info)
    }

    fn apply(
        &self,
        account: &Account,
        asking: &User,
        before: &User,
        update: &UserUpdate,
        transferred: bool,
    ) {
        self.store.with(|state| {
            if transferred && let Some(owner) = state.users.get_mut(&asking.id) {
                owner.role = Role::Admin;
            }
            if let Some(user) = state.users.get_mut(&before.id) {
                user.role = update.role;
                user.blocked = update.blocked;
                user.auto_groups.clone_from(&update.auto_groups);
            }
            if !account.settings.groups_propagation_enabled {
                return;
            }
            let own: Vec<String> = state
                .user_peers(&account.id, &before.id)
                .into_iter()
                .map(|peer| peer.id)
                .collect();
            let Some(account) = state.accounts.get_mut(&account.id) else {
                return;
            };
            for group in &mut account.groups {
                let has = update.auto_groups.contains(&group.id);
                let had = before.auto_groups.contains(&group.id);
                if has || had {
                    group.peers.retain(|id| !own.contains(id));
                }
                if has {
                    group.peers.extend(own.iter().cloned());
                }
            }
        });
    }

    fn record_update(&self, asking: &User, before: &User, update: &UserUpdate, transferred: bool) {
        let record = |activity, meta: Option<(&'static str, String)>| {
            self.record(activity, &asking.id, &before.id, &before.account_id, meta);
        };
        match (before.blocked, update.blocked) {
            (false, true) => record(Activity::UserBlocked, None),
            (true, false) => record(Activity::UserUnblocked, None),
            (true, true) | (false, false) => {}
        }
        if transferred {
            record(Activity::TransferredOwnerRole, None);
        } else if before.role != update.role {
            record(
                Activity::UserRoleUpdated,
                Some(("role", update.role.to_string())),
            );
        }
    }

    /// A blocked user's peers must be logged in again, which he can't.
    fn expire_peers(&self, account_id: &str, user_id: &str) {
        let domain = self.dns_domain(account_id);
        let peers = self.store.with(|state| {
            let mut peers = state.user_peers(account_id, user_id);
            peers.retain(|peer| !peer.status.login_expired);
            for peer in &peers {
                if let Some(peer) = state.peers.get_mut(&peer.id) {
                    peer.status.login_expired = true;
                }
            }
            peers
        });
        for peer in peers {
            self.record(
                Activity::PeerLoginExpired,
                &peer.user_id,
                &peer.id,
                account_id,
                peer.event_meta(&domain),
            );
        }
    }
}

/// The rules, in the real server's order.
fn check(
    account: &Account,
    asking: &User,
    before: &User,
    update: &UserUpdate,
) -> Result<(), Refusal> {
    if before.account_id != account.id {
        return Err(Refusal::AccountMismatch);
    }
    let is_self = asking.id == before.id;
    if asking.role.has_admin_power() && is_self && before.blocked != update.blocked {
        return Err(Refusal::SelfBlock);
    }
    if asking.role.has_admin_power() && is_self && update.role != asking.role {
        return Err(Refusal::SelfRole);
    }
    if asking.role == Role::Admin && before.role == Role::Owner {
        if update.role != before.role {
            return Err(Refusal::RemoveOwnerRole);
        }
        if update.blocked && !before.blocked {
            return Err(Refusal::BlockOwner);
        }
    }
    if asking.role == Role::Admin && update.role == Role::Owner && update.role != before.role {
        return Err(Refusal::AddOwnerRole);
    }
    if before.is_service_user && update.role == Role::Owner {
        return Err(Refusal::ServiceUserBecomesOwner);
    }
    for id in &update.auto_groups {
        let group = account.groups.iter().find(|group| group.id == *id);
        let group = group.ok_or_else(|| Refusal::UpdateGroupNotFound {
            group_id: id.clone(),
            user_id: before.id.clone(),
        })?;
        if group.is_all() {
            return Err(Refusal::GroupAll);
        }
    }
    Ok(())
}
