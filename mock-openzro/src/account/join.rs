//! How a user finds his account, or founds it.

use std::net::Ipv4Addr;

use super::Refusal;
use crate::app::App;
use crate::auth::UserAuth;
use crate::model::{
    Account, Activity, Group, GroupIssued, Network, Onboarding, Role, Settings, User,
};

/// Domains that everybody of a company shares.
const PRIVATE: &str = "private";

/// Whether this is a domain as single account mode wants it: `localhost` and addresses are not.
pub(crate) fn is_domain_valid(domain: &str) -> bool {
    let label = |label: &str| {
        label.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
    };
    domain.rsplit_once('.').is_some_and(|(labels, top)| {
        top.len() >= 2
            && top.bytes().all(|byte| byte.is_ascii_lowercase())
            && labels.split('.').all(label)
    })
}

impl App {
    /// The account of whoever holds this token: his own, the domain's, or a new one that he then owns.
    /// Each request with a token passes here (reference, section 2.2).
    pub(crate) async fn ensure_account(&self, user: &UserAuth) -> Result<String, Refusal> {
        if user.user_id.is_empty() {
            return Err(Refusal::EmptyUserId);
        }
        self.database().await;
        let mut user = user.clone();
        if !self.flags.single_account_mode_domain.is_empty() {
            user.domain
                .clone_from(&self.flags.single_account_mode_domain);
            PRIVATE.clone_into(&mut user.domain_category);
        }
        let account_id = self.account_of(&user).await?;
        self.remember_claims(&user);
        let known = self.find_user(&user.user_id)?;
        if known.account_id != account_id {
            return Err(Refusal::NotPartOfAccount);
        }
        if user.invited
            && let Some(idp) = &self.idp
            && self
                .lookup_user(idp, &account_id, &user.user_id)
                .await?
                .is_none()
        {
            return Err(Refusal::RedeemerNotInIdp(user.user_id));
        }
        Ok(account_id)
    }

    async fn account_of(&self, user: &UserAuth) -> Result<String, Refusal> {
        let own = self.store.user(&user.user_id).map(|user| user.account_id);
        if user.domain_category != PRIVATE || !is_domain_valid(&user.domain) {
            return match own {
                Some(account_id) => Ok(account_id),
                None => self.found_account(user, false).await,
            };
        }
        if !user.account_id.is_empty() {
            return self.claimed_account(user, own).await;
        }
        let global = self.global_lock.lock().await;
        let primary = self.primary_account(&user.domain);
        if primary.is_some() {
            drop(global);
            return match (self.store.user(&user.user_id), primary) {
                (Some(known), _) => self.existing_user(known.account_id, user).await,
                (None, Some(account_id)) => self.join(account_id, user).await,
                (None, None) => self.found_account(user, true).await,
            };
        }
        match own {
            Some(account_id) => self.existing_user(account_id, user).await,
            None => self.found_account(user, true).await,
        }
    }

    /// A token that names an account must name its user's.
    async fn claimed_account(
        &self,
        user: &UserAuth,
        own: Option<String>,
    ) -> Result<String, Refusal> {
        let own = own.ok_or_else(|| Refusal::UserNotFound(user.user_id.clone()))?;
        if own != user.account_id {
            return Err(Refusal::NotInClaimedAccount {
                user_id: user.user_id.clone(),
                account_id: user.account_id.clone(),
            });
        }
        let account = self.store.account(&own);
        let up_to_date = account.is_some_and(|account| {
            account.domain_category == PRIVATE || account.domain != user.domain
        });
        if up_to_date {
            return Ok(own);
        }
        self.existing_user(own, user).await
    }

    async fn existing_user(&self, account_id: String, user: &UserAuth) -> Result<String, Refusal> {
        // The real server takes the account's lock here to bring the domain up to date, so that a
        // request waits for whoever changes the account.
        drop(self.account_lock.lock().await);
        self.register_in_idp(&account_id, &user.user_id).await?;
        Ok(account_id)
    }

    async fn join(&self, account_id: String, user: &UserAuth) -> Result<String, Refusal> {
        let _changing = self.account_lock.lock().await;
        self.store.with(|state| {
            let newcomer = User::person(&user.user_id, &account_id, Role::User, self.clock.now());
            state.users.insert(user.user_id.clone(), newcomer);
        });
        self.register_in_idp(&account_id, &user.user_id).await?;
        self.record(
            Activity::UserJoined,
            &user.user_id,
            &user.user_id,
            &account_id,
            [],
        );
        Ok(account_id)
    }

    /// A new account, whose owner the user is. It is the domain's if `primary`.
    async fn found_account(&self, user: &UserAuth, primary: bool) -> Result<String, Refusal> {
        let account_id = self.new_id();
        let mut account = self.new_account(&account_id, user);
        if primary {
            account.domain_category.clone_from(&user.domain_category);
            account.is_domain_primary = true;
        }
        self.store.with(|state| {
            let owner = User::person(&user.user_id, &account_id, Role::Owner, self.clock.now());
            state.users.insert(user.user_id.clone(), owner);
            state.accounts.insert(account_id.clone(), account);
        });
        self.record(
            Activity::AccountCreated,
            &user.user_id,
            &account_id,
            &account_id,
            [],
        );
        self.register_in_idp(&account_id, &user.user_id).await?;
        if primary {
            self.record(
                Activity::UserJoined,
                &user.user_id,
                &user.user_id,
                &account_id,
                [],
            );
        }
        Ok(account_id)
    }

    fn new_account(&self, id: &str, owner: &UserAuth) -> Account {
        let subnet = 64 + u8::try_from(self.entropy.below(64)).unwrap_or(0);
        Account {
            id: id.to_owned(),
            created_by: owner.user_id.clone(),
            created_at: self.clock.now(),
            domain: owner.domain.to_lowercase(),
            domain_category: String::new(),
            is_domain_primary: false,
            settings: Settings::of_a_new_account(),
            onboarding: Onboarding {
                flow_pending: true,
                signup_form_pending: true,
            },
            groups: vec![Group {
                id: self.new_id(),
                name: "All".to_owned(),
                issued: GroupIssued::Api,
                peers: Vec::new(),
            }],
            network: Network {
                base: Ipv4Addr::new(100, subnet, 0, 0),
                serial: 0,
            },
        }
    }

    fn primary_account(&self, domain: &str) -> Option<String> {
        let domain = domain.to_lowercase();
        self.store.with(|state| {
            let mut accounts = state.accounts.values();
            accounts
                .find(|account| {
                    account.is_domain_primary
                        && account.domain == domain
                        && account.domain_category == PRIVATE
                })
                .map(|account| account.id.clone())
        })
    }

    /// Keeps the token's email and name with the user, for when Authentik's API says nothing.
    pub(super) fn remember_claims(&self, user: &UserAuth) {
        if user.email.is_empty() && user.name.is_empty() {
            return;
        }
        self.store.with(|state| {
            if let Some(known) = state.users.get_mut(&user.user_id)
                && !known.is_service_user
            {
                known.email.clone_from(&user.email);
                known.name.clone_from(&user.name);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_for_single_account_mode() {
        for domain in ["zro.example.com", "a-b.io", "openzro.selfhosted"] {
            assert!(is_domain_valid(domain), "{domain}");
        }
        for domain in [
            "localhost",
            "10.0.0.1",
            "a--b.io",
            ".io",
            "Example.com",
            "a.b1",
            "",
        ] {
            assert!(!is_domain_valid(domain), "{domain}");
        }
    }
}
