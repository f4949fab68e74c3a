//! Service users: programs, of whom Authentik knows nothing.

use super::{Module, Operation, Refusal, UserInfo};
use crate::app::App;
use crate::model::{Activity, Role, User};

impl App {
    /// Creates a service user.
    pub(super) async fn create_service_user(
        &self,
        account_id: &str,
        initiator: &str,
        role: Role,
        name: &str,
        auto_groups: Vec<String>,
    ) -> Result<UserInfo, Refusal> {
        let _changing = self.account_lock.lock().await;
        self.require(account_id, initiator, Module::Users, Operation::Create)?;
        if role == Role::Owner {
            return Err(Refusal::ServiceUserOwner);
        }
        let id = self.entropy.uuid().to_string();
        let user = User {
            is_service_user: true,
            service_user_name: name.to_owned(),
            auto_groups,
            ..User::person(&id, account_id, role, self.clock.now())
        };
        let info = UserInfo::of(&user, None);
        self.store
            .with(|state| state.users.insert(id.clone(), user));
        self.record(
            Activity::ServiceUserCreated,
            initiator,
            &id,
            account_id,
            [("name", name.to_owned())],
        );
        Ok(info)
    }

    /// Deletes a service user.
    pub(super) fn delete_service_user(&self, account_id: &str, initiator: &str, user: &User) {
        self.store.with(|state| state.remove_user(&user.id));
        self.record(
            Activity::ServiceUserDeleted,
            initiator,
            &user.id,
            account_id,
            [
                ("name", user.service_user_name.clone()),
                ("created_at", user.created_at.to_string()),
            ],
        );
    }
}
