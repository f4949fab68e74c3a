//! What is shown of users: the store's rows, merged with what Authentik says.

use jiff::Timestamp;

use super::{Module, Operation, Refusal};
use crate::app::App;
use crate::idp::UserData;
use crate::model::{Role, User, ZERO_TIME};

/// A user as he is shown.
#[derive(Clone, Debug)]
pub(crate) struct UserInfo {
    pub(crate) id: String,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) auto_groups: Vec<String>,
    pub(crate) is_service_user: bool,
    pub(crate) is_blocked: bool,
    pub(crate) last_login: Timestamp,
    /// `api`; empty for a user whom Authentik does not have.
    pub(crate) issued: &'static str,
}

/// The asking user, and what he may do.
#[derive(Clone, Debug)]
pub(crate) struct CurrentUser {
    pub(crate) info: UserInfo,
    pub(crate) is_restricted: bool,
}

impl UserInfo {
    /// From the store, or from Authentik where it says something.
    pub(super) fn of(user: &User, idp: Option<&UserData>) -> Self {
        let own_name = if user.name.is_empty() {
            &user.service_user_name
        } else {
            &user.name
        };
        let (email, name) = match idp {
            None => (&user.email, own_name),
            Some(idp) => (
                if idp.email.is_empty() {
                    &user.email
                } else {
                    &idp.email
                },
                if idp.name.is_empty() {
                    &user.name
                } else {
                    &idp.name
                },
            ),
        };
        Self {
            id: user.id.clone(),
            email: email.clone(),
            name: name.clone(),
            role: user.role,
            auto_groups: user.auto_groups.clone(),
            is_service_user: user.is_service_user,
            is_blocked: user.blocked,
            last_login: user.last_login_or_zero(),
            issued: "api",
        }
    }

    /// A user whom Authentik does not have, though it has others: what the store knows of him is not
    /// shown (reference, section 2.4).
    fn blank(user: &User) -> Self {
        Self {
            email: String::new(),
            name: user.service_user_name.clone(),
            is_blocked: false,
            last_login: ZERO_TIME,
            issued: "",
            ..Self::of(user, None)
        }
    }
}

impl App {
    /// The users whom `initiator` may see: all, or himself.
    pub(crate) async fn users(
        &self,
        account_id: &str,
        initiator: &str,
    ) -> Result<Vec<UserInfo>, Refusal> {
        let all = self.may(account_id, initiator, Module::Users, Operation::Read)?;
        let users = if all {
            self.store.account_users(account_id)
        } else {
            vec![self.find_user(initiator)?]
        };
        self.user_infos(account_id, &users).await
    }

    /// Merges users with what Authentik says of them.
    pub(super) async fn user_infos(
        &self,
        account_id: &str,
        users: &[User],
    ) -> Result<Vec<UserInfo>, Refusal> {
        let from_idp = match &self.idp {
            Some(idp) => self.lookup_users(idp, account_id, users).await?.to_vec(),
            None => Vec::new(),
        };
        let info = |user: &User| {
            if from_idp.is_empty() {
                return UserInfo::of(user, None);
            }
            match from_idp.iter().find(|data| data.id == user.id) {
                Some(data) => UserInfo::of(user, Some(data)),
                None => UserInfo::blank(user),
            }
        };
        Ok(users.iter().map(info).collect())
    }

    /// One user, merged with what Authentik says of him.
    pub(super) async fn user_info(&self, user: &User) -> Result<UserInfo, Refusal> {
        let data = match &self.idp {
            Some(idp) if !user.is_service_user => {
                self.lookup_user(idp, &user.account_id, &user.id).await?
            }
            _ => None,
        };
        Ok(UserInfo::of(user, data.as_ref()))
    }

    /// The asking user.
    pub(crate) async fn current_user(
        &self,
        account_id: &str,
        user_id: &str,
    ) -> Result<CurrentUser, Refusal> {
        let user = self.find_user(user_id)?;
        if user.blocked {
            return Err(Refusal::UserBlocked);
        }
        if user.is_service_user {
            return Err(Refusal::PermissionDenied);
        }
        if user.account_id != account_id {
            return Err(Refusal::NotPartOfAccount);
        }
        let account = self.store.account(account_id);
        let account = account.ok_or_else(|| Refusal::NoAccount(account_id.to_owned()))?;
        let info = self.user_info(&user).await?;
        Ok(CurrentUser {
            info,
            is_restricted: user.role.is_restrictable()
                && account.settings.regular_users_view_blocked,
        })
    }
}
