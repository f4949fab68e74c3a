//! A flow that somebody is passing through: what lies ahead of them, and what they have shown so far.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::Profile;
use crate::api::API_SCOPE;
use crate::app::App;
use crate::model::{Authentication, Flow, LoginMethod, StageKind, User, UserPk};
use crate::oauth::AuthorizationRequest;
use crate::policy;
use crate::store::Store;

/// The flow is not for this visitor. The text is Authentik's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Flow does not apply to current user.")]
pub(crate) struct NotApplicable;

/// A flow under way. It is over when no step is left.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) flow: Uuid,
    pub(crate) steps: VecDeque<Step>,
    /// What the flow is passed for.
    pub(crate) application: Option<Uuid>,
    /// What the application asks for.
    pub(crate) permissions: Vec<Permission>,
    /// Whom the flow is about.
    pub(crate) pending: Option<Pending>,
    /// How the pending user has proved who they are.
    pub(crate) method: LoginMethod,
    /// Whether they have shown their password already, to the identification stage.
    pub(crate) has_password: bool,
    /// Their reputation before the first wrong password.
    pub(crate) reputation: Option<i32>,
    /// What prompts were answered with; `None` while no stage has asked or told any.
    pub(crate) prompt_data: Option<Map<String, Value>>,
    /// What the answer to the consent that was shown last must repeat.
    pub(crate) consent_token: Option<Uuid>,
}

/// One step of a plan: a stage of the flow, or one that the view which began the flow has added.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A stage, by primary key.
    Stage(Uuid),
    /// Consent that is asked for every time, which `prompt=consent` adds.
    AlwaysConsent,
    /// Answers an authorization request.
    Authorization(Box<AuthorizationRequest>),
    /// Asks for a device's user code.
    DeviceCode,
    /// Approves the device of this user code.
    DeviceCodeFinish(String),
    /// Says that the application's session has ended.
    SessionEnd,
    /// Deletes an invitation that was for one use.
    UseUpInvitation(Uuid),
}

/// Whom a flow is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pending {
    /// A user.
    Known(UserPk),
    /// Nobody of that name, which must not show: the flow pretends (recording
    /// `04-login-flow-errors`, "nosuchuser").
    Unknown(String),
}

/// A scope as the consent page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Permission {
    pub(crate) name: String,
    pub(crate) id: String,
}

impl Plan {
    /// Plans `flow` for a visitor, when it is for them.
    pub(crate) fn new(
        store: &Store,
        flow: &Flow,
        visitor: Option<&User>,
        redirected: bool,
    ) -> Result<Self, NotApplicable> {
        let admitted = match flow.authentication {
            Authentication::None => true,
            Authentication::RequireAuthenticated => visitor.is_some(),
            Authentication::RequireUnauthenticated => visitor.is_none(),
            Authentication::RequireSuperuser => {
                visitor.is_some_and(|user| store.is_superuser(user))
            }
            Authentication::RequireRedirect => redirected,
            // The mock has no outposts.
            Authentication::RequireOutpost => false,
        };
        let target = flow.policybindingmodel_ptr_id;
        let allowed = if let Some(user) = visitor {
            policy::allows(store, target, user)
        } else {
            let mut bindings = store.policy_bindings.values();
            !bindings.any(|binding| binding.target == target && binding.enabled)
        };
        // The policies that a fresh installation binds let nobody through who comes from here: they ask
        // for a source, or for an akadmin without a password.
        let guarded = !flow.policies.is_empty();
        if !admitted || !allowed || guarded {
            return Err(NotApplicable);
        }
        Ok(Self {
            flow: flow.pk,
            steps: store
                .bindings_of(flow.pk)
                .iter()
                .map(|binding| Step::Stage(binding.stage))
                .collect(),
            application: None,
            permissions: Vec::new(),
            pending: visitor.map(|user| Pending::Known(user.pk)),
            method: LoginMethod::Password,
            has_password: false,
            reputation: None,
            prompt_data: None,
            consent_token: None,
        })
    }

    /// The plan for an application that asks for `permissions`.
    pub(crate) fn of_application(self, application: Uuid, permissions: Vec<Permission>) -> Self {
        Self {
            application: Some(application),
            permissions,
            ..self
        }
    }

    /// The plan with one step more at its end.
    pub(crate) fn then(mut self, step: Step) -> Self {
        self.steps.push_back(step);
        self
    }

    /// Whether somebody will be asked for consent on the way.
    pub(crate) fn asks_consent(&self, store: &Store) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Stage(pk) => {
                let stage = store.stages.get(pk);
                stage.is_some_and(|stage| stage.kind == StageKind::Consent)
            }
            Step::AlwaysConsent => true,
            _ => false,
        })
    }

    /// The title of the flow's page: `%(app)s` is the application.
    pub(super) fn title(&self, app: &App, flow: &Flow) -> String {
        let store = app.store();
        let application = self.application.and_then(|pk| store.applications.get(&pk));
        match application {
            Some(application) => flow.title.replace("%(app)s", &application.name),
            None => flow.title.clone(),
        }
    }
}

impl Permission {
    /// What the scopes are called, sorted by scope; those without a mapping are left out (recording
    /// `10-device`, "scope with unknown 'api' and goauthentik.io/api").
    pub(crate) fn of_scopes(
        (store, profile): (&Store, Profile),
        provider: i32,
        scopes: &[String],
    ) -> Vec<Self> {
        let Some(provider) = store.providers.get(&provider) else {
            return Vec::new();
        };
        let mappings = provider.property_mappings.iter();
        let mut permissions: Vec<Self> = mappings
            .filter_map(|pk| store.scope_mappings.get(pk))
            .filter(|mapping| scopes.contains(&mapping.scope_name))
            .map(|mapping| Self {
                name: mapping.description.clone(),
                id: mapping.scope_name.clone(),
            })
            .collect();
        permissions.sort_by(|left, right| left.id.cmp(&right.id));
        let is_new = |scope: &&String| {
            *scope == API_SCOPE && permissions.iter().all(|known| known.id != **scope)
        };
        let unmapped = scopes.iter().find(is_new);
        if let Some((id, name)) = unmapped.zip(profile.name_of_the_unmapped_api_scope()) {
            permissions.push(Self {
                name: name.to_owned(),
                id: id.clone(),
            });
        }
        permissions
    }
}
