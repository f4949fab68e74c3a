//! Inviting users, which Authentik's IdP manager cannot do (reference, section 0, G2).

use super::{Module, Operation, Refusal, UserInfo};
use crate::app::App;
use crate::model::Role;

/// Whom to create.
#[derive(Clone, Debug)]
pub(crate) struct Invite {
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) auto_groups: Vec<String>,
    pub(crate) is_service_user: bool,
}

impl App {
    /// Creates a service user, or comes to the point where a person cannot be created.
    pub(crate) async fn create_user(
        &self,
        account_id: &str,
        initiator: &str,
        invite: Invite,
    ) -> Result<UserInfo, Refusal> {
        if invite.is_service_user {
            let Invite {
                name,
                role,
                auto_groups,
                ..
            } = invite;
            return self
                .create_service_user(account_id, initiator, role, &name, auto_groups)
                .await;
        }
        let _changing = self.account_lock.lock().await;
        let idp = self.idp.as_ref().ok_or(Refusal::NoIdpManager)?;
        if invite.name.is_empty() {
            return Err(Refusal::NameEmpty);
        }
        if invite.email.is_empty() {
            return Err(Refusal::EmailEmpty);
        }
        if invite.role == Role::Owner {
            return Err(Refusal::InviteOwner);
        }
        self.require(account_id, initiator, Module::Users, Operation::Create)?;
        let user = self.find_user(initiator)?;
        let inviter = if user.is_service_user {
            let account = self.store.account(account_id);
            let account = account.ok_or_else(|| Refusal::NoAccount(account_id.to_owned()))?;
            self.find_user(&account.created_by)?
        } else {
            user
        };
        let known = self
            .lookup_user(idp, &inviter.account_id, &inviter.id)
            .await
            .map_err(|_| Refusal::InviterNotInIdp(inviter.id.clone()))?;
        if known.is_none() {
            return Err(Refusal::InviterEmpty(inviter.id));
        }
        let cached = self.cached_users(idp, account_id, false).await?;
        if cached.iter().any(|user| user.email == invite.email)
            || !idp.users_by_email(&invite.email).await?.is_empty()
        {
            return Err(Refusal::AlreadyExists);
        }
        Err(Refusal::CreateUserNotImplemented)
    }

    /// Sends an invitation again. No user of Authentik waits for one, so this never succeeds.
    pub(crate) async fn invite_again(
        &self,
        account_id: &str,
        initiator: &str,
        target: &str,
    ) -> Result<(), Refusal> {
        let _changing = self.account_lock.lock().await;
        let idp = self.idp.as_ref().ok_or(Refusal::NoIdpManager)?;
        self.require(account_id, initiator, Module::Users, Operation::Create)?;
        match self.lookup_user(idp, account_id, target).await? {
            Some(_) => Err(Refusal::AlreadyActivated),
            None => Err(Refusal::InviteeNotFound(target.to_owned())),
        }
    }
}
