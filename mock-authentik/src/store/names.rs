//! What Authentik calls objects that have no name, in events and where they are used.

use serde_json::{Value, json};

use super::reference::hexadecimal;
use super::{Store, object_reference};
use crate::Profile;
use crate::model::{Grant, PolicyBinding, UserConsent, UserPk};

impl Store {
    /// Older versions call provider and user by their names, newer ones by their keys (recordings
    /// `30-admin-users-read` of each version, "used_by").
    pub(crate) fn grant_name(&self, profile: Profile, kind: &str, grant: &Grant) -> String {
        if profile.references_tell_names() {
            let provider = self.providers.get(&grant.provider);
            let provider = provider.map_or("", |provider| provider.name.as_str());
            let user = self.username(grant.user);
            return format!("{kind} for OAuth2 Provider {provider} for user {user}");
        }
        format!("{kind} for {} for user {}", grant.provider, grant.user)
    }

    /// As [`Store::grant_name`] (recordings `50-user-deleted`, "event").
    pub(crate) fn consent_name(&self, profile: Profile, consent: &UserConsent) -> String {
        if profile.references_tell_names() {
            let application = self.applications.get(&consent.application);
            let application = application.map_or("", |application| application.name.as_str());
            return format!(
                "User Consent {application} by {}",
                self.username(consent.user)
            );
        }
        format!("User Consent {} by {}", consent.application, consent.user)
    }

    /// What is bound to what (source of 2024.12, `policies/models.py`).
    pub(crate) fn binding_name(&self, binding: &PolicyBinding) -> String {
        let group = binding.group.and_then(|pk| self.groups.get(&pk));
        let user = binding.user.and_then(|pk| self.users.get(pk));
        let bound = match (group, user) {
            (Some(group), _) => format!("Group {}", group.name),
            (None, Some(user)) => format!("User {}", user.name),
            (None, None) => "Invalid invalid".to_owned(),
        };
        let application = self.applications.get(&binding.target);
        let application = application.map(|application| application.name.clone());
        let mut flows = self.flows.values();
        let target = application.or_else(|| {
            let flow = flows.find(|flow| flow.policybindingmodel_ptr_id == binding.target)?;
            Some(format!("Flow {} ({})", flow.name, flow.slug))
        });
        let target = target.unwrap_or_default();
        format!("Binding from {target} #{} to {bound}", binding.order)
    }

    /// How events point at a binding.
    pub(crate) fn binding_reference(&self, binding: &PolicyBinding) -> Value {
        let model = ("authentik_policies", "policybinding");
        object_reference(model, hexadecimal(binding.pk), &self.binding_name(binding))
    }

    /// How events point at a consent.
    pub(crate) fn consent_reference(&self, profile: Profile, consent: &UserConsent) -> Value {
        let model = ("authentik_stages_consent", "userconsent");
        let name = self.consent_name(profile, consent);
        object_reference(model, json!(consent.pk), &name)
    }

    fn username(&self, user: UserPk) -> &str {
        self.users
            .get(user)
            .map_or("", |user| user.username.as_str())
    }
}
