//! Personal access tokens.

use super::{Module, Operation, Refusal};
use crate::app::App;
use crate::auth;
use crate::model::{Activity, PersonalAccessToken, User, add_days};

/// A new token, whose text is shown this once.
pub(crate) struct NewToken {
    pub(crate) plain: String,
    pub(crate) token: PersonalAccessToken,
}

impl App {
    /// Creates a token that ends in so many days.
    pub(crate) async fn create_token(
        &self,
        account_id: &str,
        initiator: &str,
        target: &str,
        name: &str,
        days: i64,
    ) -> Result<NewToken, Refusal> {
        let _changing = self.account_lock.lock().await;
        if name.is_empty() {
            return Err(Refusal::TokenNameEmpty);
        }
        if !(1..=365).contains(&days) {
            return Err(Refusal::TokenExpiration);
        }
        let user = self.token_owner(account_id, initiator, target, Operation::Create)?;
        let plain = auth::generate(&self.entropy);
        let now = self.clock.now();
        let token = PersonalAccessToken {
            id: self.new_id(),
            user_id: target.to_owned(),
            name: name.to_owned(),
            hash: auth::hash_if_well_formed(&plain)?,
            expiration_date: add_days(now, days),
            created_by: initiator.to_owned(),
            created_at: now,
            last_used: None,
        };
        self.store
            .with(|state| state.tokens.insert(token.id.clone(), token.clone()));
        self.record_token(
            Activity::PersonalAccessTokenCreated,
            initiator,
            &user,
            &token,
        );
        Ok(NewToken { plain, token })
    }

    /// The tokens of a user.
    pub(crate) fn tokens(
        &self,
        account_id: &str,
        initiator: &str,
        target: &str,
    ) -> Result<Vec<PersonalAccessToken>, Refusal> {
        self.token_owner(account_id, initiator, target, Operation::Read)?;
        Ok(self.store.with(|state| {
            let tokens = state.tokens.values();
            tokens
                .filter(|token| token.user_id == target)
                .cloned()
                .collect()
        }))
    }

    /// One token of a user.
    pub(crate) fn token(
        &self,
        account_id: &str,
        initiator: &str,
        target: &str,
        token_id: &str,
    ) -> Result<PersonalAccessToken, Refusal> {
        self.token_owner(account_id, initiator, target, Operation::Read)?;
        self.find_token(target, token_id)
    }

    /// Deletes a token.
    pub(crate) async fn delete_token(
        &self,
        account_id: &str,
        initiator: &str,
        target: &str,
        token_id: &str,
    ) -> Result<(), Refusal> {
        let _changing = self.account_lock.lock().await;
        let user = self.token_owner(account_id, initiator, target, Operation::Delete)?;
        let token = self.find_token(target, token_id)?;
        self.store.with(|state| state.tokens.shift_remove(token_id));
        self.record_token(
            Activity::PersonalAccessTokenDeleted,
            initiator,
            &user,
            &token,
        );
        Ok(())
    }

    /// Whose token it is: one's own, or for an admin a service user's.
    fn token_owner(
        &self,
        account_id: &str,
        initiator: &str,
        target: &str,
        operation: Operation,
    ) -> Result<User, Refusal> {
        self.require(account_id, initiator, Module::Pats, operation)?;
        let asking = self.find_user(initiator)?;
        let owner = self.find_user(target)?;
        if initiator != target && !(asking.role.has_admin_power() && owner.is_service_user) {
            return Err(Refusal::AdminRequired);
        }
        Ok(owner)
    }

    fn find_token(&self, user_id: &str, token_id: &str) -> Result<PersonalAccessToken, Refusal> {
        let token = self
            .store
            .with(|state| state.tokens.get(token_id).cloned())
            .filter(|token| token.user_id == user_id);
        token.ok_or_else(|| Refusal::TokenNotFound(token_id.to_owned()))
    }

    fn record_token(
        &self,
        activity: Activity,
        initiator: &str,
        owner: &User,
        token: &PersonalAccessToken,
    ) {
        self.record(
            activity,
            initiator,
            &owner.id,
            &owner.account_id,
            [
                ("name", token.name.clone()),
                ("is_service_user", owner.is_service_user.to_string()),
                ("user_name", owner.service_user_name.clone()),
            ],
        );
    }
}
