//! Where the objects are kept, and how they hang together.

mod clean_up;
mod difference;
mod events;
mod grants;
mod names;
mod reference;
mod reputation;
mod sessions;
mod tokens;
mod users;

use indexmap::IndexMap;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;

use clean_up::{Watermark, last_clean_up};
pub(crate) use difference::difference;
pub(crate) use events::{Entry, Events};
pub(crate) use grants::Grants;
pub(crate) use reference::{Referable, object_reference};
pub(crate) use reputation::Reputation;
pub(crate) use sessions::Sessions;
pub(crate) use tokens::Tokens;
pub(crate) use users::Users;

use crate::Profile;
use crate::crypto::KeyPair;
use crate::model::{
    Application, Brand, CertificateKeyPair, Flow, FlowStageBinding, Group, Invitation,
    PolicyBinding, Prompt, Provider, Role, ScopeMapping, Stage, Token, User, UserPk,
};
use crate::throttle::Throttle;

/// Every object of an installation.
#[derive(Debug)]
pub(crate) struct Store {
    /// As of when what had expired was last forgotten.
    cleaned_up: Timestamp,
    pub(crate) install_id: Uuid,
    /// Whether it has been asked whether there is a newer version.
    pub(crate) looked_for_updates: bool,
    pub(crate) users: Users,
    pub(crate) groups: IndexMap<Uuid, Group>,
    pub(crate) roles: IndexMap<Uuid, Role>,
    pub(crate) tokens: Tokens,
    pub(crate) providers: BTreeMap<i32, Provider>,
    last_provider_pk: i32,
    last_key_place: usize,
    pub(crate) applications: IndexMap<Uuid, Application>,
    pub(crate) policy_bindings: IndexMap<Uuid, PolicyBinding>,
    pub(crate) scope_mappings: IndexMap<Uuid, ScopeMapping>,
    pub(crate) flows: IndexMap<Uuid, Flow>,
    pub(crate) flow_stage_bindings: IndexMap<Uuid, FlowStageBinding>,
    pub(crate) stages: IndexMap<Uuid, Stage>,
    pub(crate) prompts: IndexMap<Uuid, Prompt>,
    pub(crate) brands: IndexMap<Uuid, Brand>,
    pub(crate) certificates: IndexMap<Uuid, CertificateKeyPair>,
    /// The keys that a key set shows besides that of the certificate, newest first: those that were rotated
    /// and kept, which a real Authentik never does.
    pub(crate) kept_keys: HashMap<Uuid, Vec<Arc<KeyPair>>>,
    pub(crate) invitations: IndexMap<Uuid, Invitation>,
    pub(crate) events: Events,
    pub(crate) sessions: Sessions,
    pub(crate) reputation: Reputation,
    /// Codes, tokens, device codes and consents.
    pub(crate) grants: Grants,
    pub(crate) throttle: Throttle,
}

impl Store {
    /// Holds nothing yet.
    pub(crate) fn empty(install_id: Uuid) -> Self {
        Self {
            cleaned_up: Timestamp::UNIX_EPOCH,
            install_id,
            looked_for_updates: false,
            users: Users::default(),
            groups: IndexMap::new(),
            roles: IndexMap::new(),
            tokens: Tokens::default(),
            providers: BTreeMap::new(),
            last_provider_pk: 0,
            last_key_place: 0,
            applications: IndexMap::new(),
            policy_bindings: IndexMap::new(),
            scope_mappings: IndexMap::new(),
            flows: IndexMap::new(),
            flow_stage_bindings: IndexMap::new(),
            stages: IndexMap::new(),
            prompts: IndexMap::new(),
            brands: IndexMap::new(),
            certificates: IndexMap::new(),
            kept_keys: HashMap::new(),
            invitations: IndexMap::new(),
            events: Events::default(),
            sessions: Sessions::default(),
            reputation: Reputation::default(),
            grants: Grants::default(),
            throttle: Throttle::default(),
        }
    }

    /// Forgets what had expired at the last clean-up, once for each. Nobody can see that, so it is no change.
    pub(crate) fn clean_up(&mut self, now: Timestamp) {
        let last = last_clean_up(now);
        if last > self.cleaned_up {
            self.cleaned_up = last;
            self.grants.clean_up(last);
            self.sessions.forget_ended(last);
        }
    }

    /// Deletes a user with all that is theirs: sessions, tokens, codes, consents, bindings
    /// (reference, section 6.3).
    pub(crate) fn delete_user(&mut self, pk: UserPk) -> Option<User> {
        let user = self.users.remove(pk)?;
        self.tokens.remove_where(|token| token.user == pk);
        self.policy_bindings
            .retain(|_, binding| binding.user != Some(pk));
        self.invitations
            .retain(|_, invitation| invitation.created_by != pk);
        self.sessions.end_all_of(pk);
        self.grants.delete_all_of(pk);
        Some(user)
    }

    /// The key that the next provider gets. Keys are never used again.
    pub(crate) fn next_provider_pk(&mut self) -> i32 {
        self.last_provider_pk += 1;
        self.last_provider_pk
    }

    /// The place of the next key among those that the build made; a fresh installation has the one at 0.
    pub(crate) fn next_key_place(&mut self) -> usize {
        self.last_key_place += 1;
        self.last_key_place
    }

    /// Deletes a provider with what was granted through it; its application stays without one.
    pub(crate) fn delete_provider(&mut self, pk: i32) {
        self.providers.remove(&pk);
        self.grants.delete_all_through(pk);
        for application in self.applications.values_mut() {
            if application.provider == Some(pk) {
                application.provider = None;
            }
        }
    }

    /// Deletes an application with the consents and bindings that concern it.
    pub(crate) fn delete_application(&mut self, pk: Uuid) {
        self.applications.shift_remove(&pk);
        self.policy_bindings
            .retain(|_, binding| binding.target != pk);
        self.grants
            .consents
            .retain(|consent| consent.application != pk);
    }

    /// Deletes a flow: the providers that authorize by it go too, and brands forget it.
    pub(crate) fn delete_flow(&mut self, pk: Uuid) {
        self.flows.shift_remove(&pk);
        self.flow_stage_bindings
            .retain(|_, binding| binding.target != pk);
        let authorizing = self.providers.values();
        let authorizing = authorizing.filter(|provider| provider.authorization_flow == pk);
        let authorizing: Vec<_> = authorizing.map(|provider| provider.pk).collect();
        for provider in authorizing {
            self.delete_provider(provider);
        }
        for provider in self.providers.values_mut() {
            forget(&mut provider.authentication_flow, pk);
        }
        for brand in self.brands.values_mut() {
            for flow in [
                &mut brand.flow_authentication,
                &mut brand.flow_invalidation,
                &mut brand.flow_recovery,
                &mut brand.flow_unenrollment,
                &mut brand.flow_user_settings,
                &mut brand.flow_device_code,
            ] {
                forget(flow, pk);
            }
        }
    }

    /// Deletes a stage: flows lose it, and stages that work with it forget it.
    pub(crate) fn delete_stage(&mut self, pk: Uuid) {
        self.stages.shift_remove(&pk);
        self.flow_stage_bindings
            .retain(|_, binding| binding.stage != pk);
        for stage in self.stages.values_mut() {
            stage.forget(pk);
        }
    }

    /// Deletes a prompt: stages do not ask it any more.
    pub(crate) fn delete_prompt(&mut self, pk: Uuid) {
        self.prompts.shift_remove(&pk);
        for stage in self.stages.values_mut() {
            stage.forget(pk);
        }
    }

    /// The bindings of a flow's stages, in their order.
    pub(crate) fn bindings_of(&self, flow: Uuid) -> Vec<&FlowStageBinding> {
        let all = self.flow_stage_bindings.values();
        let mut bindings: Vec<_> = all.filter(|binding| binding.target == flow).collect();
        bindings.sort_by_key(|binding| binding.order);
        bindings
    }

    /// Ends every browser session of a user's, with what came of them.
    pub(crate) fn end_sessions_of(&mut self, profile: Profile, user: UserPk) {
        for key in self.sessions.keys_of(user) {
            self.end_session(profile, &key);
        }
    }

    /// Ends a browser session, and the access tokens that came of it (reference, section 1.9).
    pub(crate) fn end_session(&mut self, profile: Profile, key: &str) {
        self.sessions.remove(key);
        let with_tokens = profile.sessions_end_with_their_tokens();
        self.grants.end_session(key, with_tokens);
    }

    /// Where an application is opened: as it says itself, else the host of its provider's first
    /// redirect URI (recording `00-setup`, "create application").
    pub(crate) fn launch_url(&self, application: &Application) -> Option<String> {
        if !application.meta_launch_url.is_empty() {
            return Some(application.meta_launch_url.clone());
        }
        let provider = self.providers.get(&application.provider?)?;
        let first = &provider.redirect_uris.first()?.url;
        let (scheme, rest) = first.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        Some(format!("{scheme}://{host}"))
    }

    /// Deletes a group, which takes its members' rights with it, and what is bound to it.
    pub(crate) fn delete_group(&mut self, pk: Uuid) -> Option<Group> {
        let group = self.groups.shift_remove(&pk)?;
        for user in self.users.iter_mut() {
            user.groups.shift_remove(&pk);
        }
        for other in self.groups.values_mut() {
            other.parents.shift_remove(&pk);
        }
        self.policy_bindings
            .retain(|_, binding| binding.group != Some(pk));
        Some(group)
    }

    /// Whether the user is in a group, or a parent of one, that makes superusers.
    pub(crate) fn is_superuser(&self, user: &User) -> bool {
        let mut ahead: Vec<Uuid> = user.groups.iter().copied().collect();
        let mut seen = Vec::new();
        while let Some(pk) = ahead.pop() {
            let Some(group) = self.groups.get(&pk).filter(|_| !seen.contains(&pk)) else {
                continue;
            };
            if group.is_superuser {
                return true;
            }
            seen.push(pk);
            ahead.extend(&group.parents);
        }
        false
    }

    pub(crate) fn flow_by_slug(&self, slug: &str) -> Option<&Flow> {
        self.flows.values().find(|flow| flow.slug == slug)
    }

    pub(crate) fn application_by_slug(&self, slug: &str) -> Option<&Application> {
        self.applications
            .values()
            .find(|application| application.slug == slug)
    }

    /// The application that makes a provider usable.
    pub(crate) fn application_of(&self, provider: i32) -> Option<&Application> {
        self.applications
            .values()
            .find(|application| application.provider == Some(provider))
    }

    pub(crate) fn provider_by_client_id(&self, client_id: &str) -> Option<&Provider> {
        self.providers
            .values()
            .find(|provider| provider.client_id == client_id)
    }

    /// The brand that is in force: the default one.
    pub(crate) fn brand(&self) -> Option<&Brand> {
        self.brands.values().find(|brand| brand.default)
    }

    /// The key of a token of that intent, unless it has expired.
    pub(crate) fn live_token(
        &self,
        key: &str,
        intent: crate::model::Intent,
        now: jiff::Timestamp,
    ) -> Option<&Token> {
        let mut of_key = self.tokens.with_key(key);
        of_key.find(|token| token.intent == intent && !token.is_expired(now))
    }
}

/// Empties a reference to what is gone.
fn forget(reference: &mut Option<Uuid>, pk: Uuid) {
    if *reference == Some(pk) {
        *reference = None;
    }
}
