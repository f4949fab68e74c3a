//! Who may do what.

use super::Refusal;
use crate::app::App;
use crate::model::{Role, User};

/// A part of openZro that permissions are about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Module {
    Accounts,
    Dns,
    DnsZones,
    Events,
    Groups,
    Nameservers,
    Networks,
    Pats,
    Peers,
    Policies,
    Routes,
    Settings,
    SetupKeys,
    Users,
}

/// All of them, by name.
pub(crate) const MODULES: [(Module, &str); 14] = [
    (Module::Accounts, "accounts"),
    (Module::Dns, "dns"),
    (Module::DnsZones, "dns_zones"),
    (Module::Events, "events"),
    (Module::Groups, "groups"),
    (Module::Nameservers, "nameservers"),
    (Module::Networks, "networks"),
    (Module::Pats, "pats"),
    (Module::Peers, "peers"),
    (Module::Policies, "policies"),
    (Module::Routes, "routes"),
    (Module::Settings, "settings"),
    (Module::SetupKeys, "setup_keys"),
    (Module::Users, "users"),
];

/// What can be done with a module.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Operation {
    Create,
    Read,
    Update,
    Delete,
}

/// Whether a role may do this; `None` for the one role that nobody gave permissions.
pub(crate) fn role_allows(role: Role, module: Module, operation: Operation) -> Option<bool> {
    let read = operation == Operation::Read;
    Some(match role {
        Role::Owner => true,
        Role::Admin => read || module != Module::Accounts,
        Role::Auditor => read,
        Role::User => false,
        Role::NetworkAdmin => match module {
            Module::Accounts
            | Module::Events
            | Module::Peers
            | Module::Settings
            | Module::SetupKeys
            | Module::Users => read,
            Module::Dns
            | Module::DnsZones
            | Module::Groups
            | Module::Nameservers
            | Module::Networks
            | Module::Pats
            | Module::Policies
            | Module::Routes => true,
        },
        Role::BillingAdmin => return None,
    })
}

impl App {
    /// The user of this id, who may not be there.
    pub(crate) fn find_user(&self, id: &str) -> Result<User, Refusal> {
        let user = self.store.user(id);
        user.ok_or_else(|| Refusal::UserNotFound(id.to_owned()))
    }

    /// Whether a user may do this. That the question cannot be answered is a refusal of its own.
    pub(crate) fn may(
        &self,
        account_id: &str,
        user_id: &str,
        module: Module,
        operation: Operation,
    ) -> Result<bool, Refusal> {
        self.allowed(account_id, user_id, module, operation)
            .map_err(|refusal| Refusal::Permissions(Box::new(refusal)))
    }

    /// Refuses unless a user may do this.
    pub(crate) fn require(
        &self,
        account_id: &str,
        user_id: &str,
        module: Module,
        operation: Operation,
    ) -> Result<(), Refusal> {
        if self.may(account_id, user_id, module, operation)? {
            Ok(())
        } else {
            Err(Refusal::PermissionDenied)
        }
    }

    fn allowed(
        &self,
        account_id: &str,
        user_id: &str,
        module: Module,
        operation: Operation,
    ) -> Result<bool, Refusal> {
        let user = self.find_user(user_id)?;
        if user.blocked {
            return Err(Refusal::UserBlocked);
        }
        if user.account_id != account_id {
            return Err(Refusal::NotPartOfAccount);
        }
        if operation == Operation::Read && user.is_service_user {
            return Ok(true);
        }
        role_allows(user.role, module, operation)
            .ok_or_else(|| Refusal::RoleNotFound(user.role.to_string()))
    }
}
