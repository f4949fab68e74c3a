//! Accounts and their settings.

use super::{Module, Operation, Refusal, is_domain_valid};
use crate::app::App;
use crate::model::{Account, Activity, Onboarding, Settings};

const SHORTEST_LOGIN: i64 = 3600;
const LONGEST_LOGIN: i64 = 180 * 24 * 3600;

impl App {
    /// The account, for who may read it and its settings.
    pub(crate) fn account_for(&self, account_id: &str, user_id: &str) -> Result<Account, Refusal> {
        self.require(account_id, user_id, Module::Accounts, Operation::Read)?;
        self.require(account_id, user_id, Module::Settings, Operation::Read)?;
        let account = self.store.account(account_id);
        account.ok_or_else(|| Refusal::NoAccount(account_id.to_owned()))
    }

    /// The domain of the account's peers.
    pub(crate) fn dns_domain(&self, account_id: &str) -> String {
        let own = self.store.account(account_id);
        own.map(|account| account.settings.dns_domain)
            .filter(|domain| !domain.is_empty())
            .unwrap_or_else(|| self.flags.dns_domain.clone())
    }

    /// Replaces an account's settings, and its onboarding state if one is given.
    pub(crate) async fn update_settings(
        &self,
        account_id: &str,
        user_id: &str,
        settings: Settings,
        onboarding: Option<Onboarding>,
    ) -> Result<Account, Refusal> {
        self.require(account_id, user_id, Module::Settings, Operation::Update)?;
        if let Some(onboarding) = onboarding {
            self.store.with(|state| {
                if let Some(account) = state.accounts.get_mut(account_id) {
                    account.onboarding = onboarding;
                }
            });
        }
        let before = {
            let _changing = self.account_lock.lock().await;
            if settings.peer_login_expiration > LONGEST_LOGIN {
                return Err(Refusal::LoginExpirationTooLong);
            }
            if settings.peer_login_expiration < SHORTEST_LOGIN {
                return Err(Refusal::LoginExpirationTooShort);
            }
            if !settings.dns_domain.is_empty() && !is_domain_valid(&settings.dns_domain) {
                return Err(Refusal::DnsDomain(settings.dns_domain));
            }
            if settings.extra.is_none() {
                self.lose_database();
                return Err(Refusal::NoExtraSettings);
            }
            self.store.with(|state| {
                let account = state.accounts.get_mut(account_id);
                account.map(|account| std::mem::replace(&mut account.settings, settings.clone()))
            })
        };
        let before = before.ok_or_else(|| Refusal::NoAccount(account_id.to_owned()))?;
        for activity in changes(&before, &settings) {
            self.record(activity, user_id, account_id, account_id, []);
        }
        for (activity, meta) in list_changes(&before, &settings) {
            self.record(activity, user_id, account_id, account_id, meta);
        }
        self.require(account_id, user_id, Module::Accounts, Operation::Read)?;
        let account = self.store.account(account_id);
        account.ok_or_else(|| Refusal::NoAccount(account_id.to_owned()))
    }

    /// Deletes an account with everybody in it, in Authentik too where a user's deletion would.
    pub(crate) async fn delete_account(
        &self,
        account_id: &str,
        user_id: &str,
    ) -> Result<(), Refusal> {
        let _changing = self.account_lock.lock().await;
        let account = self.store.account(account_id);
        let account = account.ok_or_else(|| Refusal::NoAccount(account_id.to_owned()))?;
        if !self.may(account_id, user_id, Module::Accounts, Operation::Delete)? {
            return Err(Refusal::AccountDeletion);
        }
        let mut users = self.store.account_users(account_id);
        let infos = self.user_infos(account_id, &users).await?;
        // The asking user goes last.
        users.sort_by_key(|user| user.id == user_id);
        for user in &users {
            if user.is_service_user {
                self.delete_service_user(account_id, user_id, user);
            } else if let Some(info) = infos.iter().find(|info| info.id == user.id) {
                self.delete_person(account_id, user_id, user, info).await?;
            }
        }
        self.store.with(|state| {
            state.accounts.shift_remove(account_id);
            state.peers.retain(|_, peer| peer.account_id != account_id);
        });
        self.record(
            Activity::AccountDeleted,
            user_id,
            account_id,
            account_id,
            [
                ("account_id", account.id),
                ("domain", account.domain),
                ("created_at", account.created_at.to_string()),
            ],
        );
        Ok(())
    }
}

/// What the audit log says of changed settings.
fn changes(before: &Settings, after: &Settings) -> Vec<Activity> {
    let mut changes = Vec::new();
    let mut toggled = |before: bool, after: bool, on, off| {
        if before != after {
            changes.push(if after { on } else { off });
        }
    };
    toggled(
        before.routing_peer_dns_resolution_enabled,
        after.routing_peer_dns_resolution_enabled,
        Activity::RoutingPeerDnsResolutionEnabled,
        Activity::RoutingPeerDnsResolutionDisabled,
    );
    toggled(
        before.lazy_connection_enabled,
        after.lazy_connection_enabled,
        Activity::LazyConnectionEnabled,
        Activity::LazyConnectionDisabled,
    );
    toggled(
        before.admission_enforcement_enabled,
        after.admission_enforcement_enabled,
        Activity::AdmissionEnforcementEnabled,
        Activity::AdmissionEnforcementDisabled,
    );
    toggled(
        before.peer_login_expiration_enabled,
        after.peer_login_expiration_enabled,
        Activity::PeerLoginExpirationEnabled,
        Activity::PeerLoginExpirationDisabled,
    );
    if before.peer_login_expiration != after.peer_login_expiration {
        changes.push(Activity::PeerLoginExpirationDurationUpdated);
    }
    if before.groups_propagation_enabled != after.groups_propagation_enabled {
        changes.push(if after.groups_propagation_enabled {
            Activity::GroupPropagationEnabled
        } else {
            Activity::GroupPropagationDisabled
        });
    }
    if after.peer_inactivity_expiration_enabled {
        if before.peer_inactivity_expiration != after.peer_inactivity_expiration {
            changes.push(Activity::PeerInactivityExpirationDurationUpdated);
        }
    } else if before.peer_inactivity_expiration_enabled {
        changes.push(Activity::PeerInactivityExpirationDisabled);
    }
    if before.dns_domain != after.dns_domain {
        changes.push(Activity::DnsDomainUpdated);
    }
    changes
}

/// An entry of the audit log with what it keeps.
type Change = (Activity, Vec<(&'static str, String)>);

/// What the audit log says of changed lists, which it keeps.
fn list_changes(before: &Settings, after: &Settings) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.admission_posture_checks != after.admission_posture_checks {
        let ids = list(&after.admission_posture_checks);
        changes.push((
            Activity::AdmissionPostureChecksUpdated,
            vec![("posture_check_ids", ids)],
        ));
    }
    if before.admission_exempt_groups != after.admission_exempt_groups {
        let ids = list(&after.admission_exempt_groups);
        changes.push((
            Activity::AdmissionExemptGroupsUpdated,
            vec![("exempt_group_ids", ids)],
        ));
    }
    if directive(before) != directive(after) {
        let mut meta = vec![
            ("target_version", after.client_update_target_version.clone()),
            ("force", after.client_update_force.to_string()),
            ("target_groups", list(&after.client_update_target_groups)),
            ("target_peers", list(&after.client_update_target_peers)),
            ("exclude_groups", list(&after.client_update_exclude_groups)),
        ];
        if let Some(percent) = after.client_update_rollout_percent {
            meta.push(("rollout_percent", percent.to_string()));
        }
        changes.push((Activity::ClientUpdateDirectiveUpdated, meta));
    }
    changes
}

/// What clients are told to update to.
fn directive(settings: &Settings) -> (&str, bool, [&[String]; 3], Option<i64>) {
    (
        &settings.client_update_target_version,
        settings.client_update_force,
        [
            &settings.client_update_target_groups,
            &settings.client_update_target_peers,
            &settings.client_update_exclude_groups,
        ],
        settings.client_update_rollout_percent,
    )
}

/// As Go prints a list; one that the request left out is nothing.
fn list(items: &[String]) -> String {
    if items.is_empty() {
        "<nil>".to_owned()
    } else {
        format!("[{}]", items.join(" "))
    }
}
