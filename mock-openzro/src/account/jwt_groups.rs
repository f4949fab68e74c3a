//! Groups from a token's claim become the user's groups.

use crate::app::App;
use crate::auth::UserAuth;
use crate::model::{Activity, Group, GroupIssued};

impl App {
    /// Gives a user the groups of his token, and takes those that it no longer names. Groups that
    /// nobody knew are made.
    pub(crate) async fn sync_jwt_groups(&self, user: &UserAuth) {
        let enabled = self.store.account(&user.account_id).is_some_and(|account| {
            account.settings.jwt_groups_enabled
                && !account.settings.jwt_groups_claim_name.is_empty()
        });
        if !enabled {
            return;
        }
        let _changing = self.account_lock.lock().await;
        let Some(changes) = self.change_groups(user) else {
            return;
        };
        for (activity, group) in changes {
            self.record(
                activity,
                &user.user_id,
                &user.user_id,
                &user.account_id,
                [
                    ("group", group.name),
                    ("group_id", group.id),
                    ("is_service_user", "false".to_owned()),
                    ("user_name", String::new()),
                ],
            );
        }
    }

    /// What changed, or nothing.
    fn change_groups(&self, user: &UserAuth) -> Option<Vec<(Activity, Group)>> {
        self.store.with(|state| {
            let account = state.accounts.get_mut(&user.account_id)?;
            let known = state.users.get_mut(&user.user_id)?;
            let by_id =
                |id: &String, groups: &[Group]| groups.iter().find(|g| g.id == *id).cloned();
            let had: Vec<Group> = known
                .auto_groups
                .iter()
                .filter_map(|id| by_id(id, &account.groups))
                .collect();
            let (from_jwt, mut kept): (Vec<Group>, Vec<Group>) = had
                .into_iter()
                .partition(|group| group.issued == GroupIssued::Jwt);
            let mut changes = Vec::new();
            for name in &user.groups {
                if from_jwt.iter().any(|group| group.name == *name) {
                    continue;
                }
                let existing = account.groups.iter().find(|group| group.name == *name);
                let group = existing.cloned().unwrap_or_else(|| {
                    let group = Group {
                        id: self.new_id(),
                        name: name.clone(),
                        issued: GroupIssued::Jwt,
                        peers: Vec::new(),
                    };
                    account.groups.push(group.clone());
                    group
                });
                if group.issued == GroupIssued::Jwt {
                    changes.push((Activity::GroupAddedToUser, group.clone()));
                    kept.push(group);
                }
            }
            for group in from_jwt {
                if user.groups.contains(&group.name) {
                    kept.push(group);
                } else {
                    changes.push((Activity::GroupRemovedFromUser, group));
                }
            }
            if changes.is_empty() {
                return None;
            }
            known.auto_groups = kept.into_iter().map(|group| group.id).collect();
            if account.settings.groups_propagation_enabled {
                let peers = state.peers.values();
                let own: Vec<String> = peers
                    .filter(|peer| peer.user_id == user.user_id)
                    .map(|peer| peer.id.clone())
                    .collect();
                account.network.serial += 1;
                for (activity, changed) in &changes {
                    let group = account.groups.iter_mut().find(|g| g.id == changed.id);
                    if let Some(group) = group {
                        group.peers.retain(|id| !own.contains(id));
                        if *activity == Activity::GroupAddedToUser {
                            group.peers.extend(own.iter().cloned());
                        }
                    }
                }
            }
            Some(changes)
        })
    }
}
