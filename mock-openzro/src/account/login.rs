//! A request with a token: who asks, and may he.

use super::Refusal;
use crate::app::App;
use crate::auth::{PatError, UserAuth, ValidToken, hash_if_well_formed, string_list};
use crate::model::{Activity, PersonalAccessToken, User, ZERO_TIME};

impl App {
    /// Authenticates a person by his token, in the real middleware's order: token, account, allowed
    /// groups, group sync, user.
    pub(crate) async fn authenticate(&self, token: &str) -> Result<UserAuth, Refusal> {
        let token = self.validator.validate(token).await?;
        let user = self.ensure_access(&token).await?;
        self.sync_jwt_groups(&user).await;
        self.note_login(&user)?;
        Ok(user)
    }

    /// The token's user in his account, unless the account's settings keep him out by his groups.
    pub(crate) async fn ensure_access(&self, token: &ValidToken) -> Result<UserAuth, Refusal> {
        let mut user = token.user.clone();
        user.account_id = self.ensure_account(&user).await?;
        self.check_groups(user, token)
    }

    /// Reads the groups claim, and refuses a user who is in none of the allowed groups.
    pub(crate) fn check_groups(
        &self,
        mut user: UserAuth,
        token: &ValidToken,
    ) -> Result<UserAuth, Refusal> {
        let account = self.store.account(&user.account_id);
        let settings = account
            .ok_or_else(|| Refusal::NoAccount(user.account_id.clone()))?
            .settings;
        if settings.jwt_groups_enabled {
            user.groups = string_list(&token.claims, &settings.jwt_groups_claim_name);
            let allowed = &settings.jwt_allow_groups;
            if !allowed.is_empty() && !user.groups.iter().any(|group| allowed.contains(group)) {
                return Err(Refusal::NotInAllowedGroups);
            }
        }
        Ok(user)
    }

    /// Notes when the user logged in, by a claim that Authentik does not send.
    fn note_login(&self, user: &UserAuth) -> Result<(), Refusal> {
        let known = self.find_user(&user.user_id)?;
        let before = known.last_login_or_zero();
        let is_new = user.last_login > before && before != ZERO_TIME;
        self.store.with(|state| {
            // A token without the claim leaves what the registration of a machine has noted.
            if user.last_login != ZERO_TIME
                && let Some(known) = state.users.get_mut(&user.user_id)
            {
                known.last_login = Some(user.last_login);
            }
        });
        self.remember_claims(user);
        if is_new {
            self.record(
                Activity::DashboardLogin,
                &user.user_id,
                &user.user_id,
                &user.account_id,
                [("timestamp", user.last_login.to_string())],
            );
        }
        Ok(())
    }

    /// Authenticates by a personal access token. Authentik is not asked.
    pub(crate) async fn authenticate_pat(&self, token: &str) -> Result<UserAuth, Refusal> {
        let hash = hash_if_well_formed(token)?;
        self.database().await;
        let now = self.clock.now();
        let found = self.store.with(|state| {
            let token = state.tokens.values_mut().find(|token| token.hash == hash)?;
            if now > token.expiration_date {
                return Some(Err(PatError::Expired));
            }
            token.last_used = Some(now);
            let PersonalAccessToken { user_id, .. } = token;
            state.users.get(user_id).cloned().map(Ok)
        });
        let user: User = found.ok_or(PatError::Unknown)??;
        Ok(UserAuth {
            user_id: user.id,
            account_id: user.account_id,
            email: String::new(),
            name: String::new(),
            domain: String::new(),
            domain_category: String::new(),
            invited: false,
            last_login: ZERO_TIME,
            groups: Vec::new(),
        })
    }
}
