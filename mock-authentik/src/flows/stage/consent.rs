//! `ak-stage-consent`: asks whether an application may have what it asks for.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use uuid::Uuid;

use super::{Answer, text};
use crate::flows::challenge::{Challenge, Outcome};
use crate::flows::plan::Permission;
use crate::flows::visit::Visit;
use crate::model::{ConsentMode, EventAction, Stage, UserConsent, UserPk};
use crate::store::Entry;

/// How long consent is remembered.
pub(super) struct Memory {
    pub(super) mode: ConsentMode,
    pub(super) expire_in: SignedDuration,
}

impl Memory {
    /// Memory as a stage has it.
    pub(super) fn of_stage(stage: &Stage) -> Self {
        let mode = ConsentMode::from_name(stage.text("mode"));
        Self {
            mode: mode.unwrap_or(ConsentMode::AlwaysRequire),
            expire_in: stage.validity("consent_expire_in").duration(),
        }
    }

    /// Memory of a mode that does not expire.
    pub(super) fn of(mode: ConsentMode) -> Self {
        Self {
            mode,
            expire_in: SignedDuration::ZERO,
        }
    }
}

/// Who consents to whose asking for what.
struct Asked {
    user: UserPk,
    application: Uuid,
    permissions: Vec<Permission>,
}

pub(super) fn act(visit: &mut Visit<'_>, memory: &Memory, answer: Option<&Answer>) -> Outcome {
    let asked = visit.plan.as_ref().and_then(|plan| {
        Some(Asked {
            user: visit.user_pk()?,
            application: plan.application?,
            permissions: plan.permissions.clone(),
        })
    });
    let Some(asked) = asked else {
        // Nobody asks for anything.
        return Outcome::Passed;
    };
    let given = remembered(visit, memory, &asked);
    let Some(answer) = answer else {
        if given.as_ref().is_some_and(|given| *given == ids(&asked)) {
            return Outcome::Passed;
        }
        return ask(visit, &asked, given.as_ref());
    };
    let expected = visit.plan.as_ref().and_then(|plan| plan.consent_token);
    let wrong = match text(answer, "token") {
        None => ("This field is required.", "required"),
        Some(token) if expected.is_some_and(|expected| expected.to_string() == token) => {
            remember(visit, memory, &asked);
            return Outcome::Passed;
        }
        Some(_) if !visit.app.profile().wrong_consent_tokens_are_told() => {
            return ask(visit, &asked, given.as_ref());
        }
        Some(_) => ("Invalid consent token, re-showing prompt", "invalid"),
    };
    match ask(visit, &asked, given.as_ref()) {
        Outcome::Ask(challenge) => Outcome::Ask(challenge.refusing("token", wrong.0, wrong.1)),
        other => other,
    }
}

fn ids(asked: &Asked) -> BTreeSet<String> {
    let permissions = asked.permissions.iter();
    permissions
        .map(|permission| permission.id.clone())
        .collect()
}

/// What the user consented to last, unless that has expired.
fn remembered(visit: &Visit<'_>, memory: &Memory, asked: &Asked) -> Option<BTreeSet<String>> {
    if memory.mode == ConsentMode::AlwaysRequire {
        return None;
    }
    let (store, now) = (visit.app.store(), visit.app.now());
    let mut consents = store.grants.consents.iter();
    let consent = consents.find(|consent| is_of(consent, asked))?;
    let live = consent.expires.is_none_or(|expires| now < expires);
    live.then(|| consent.permissions.clone())
}

/// Keeps the consent.
fn remember(visit: &Visit<'_>, memory: &Memory, asked: &Asked) {
    let expires = match memory.mode {
        ConsentMode::AlwaysRequire => return,
        ConsentMode::Permanent => None,
        ConsentMode::Expiring => {
            let ends = visit.app.now().saturating_add(memory.expire_in);
            Some(ends.unwrap_or(Timestamp::MAX))
        }
    };
    let consent = UserConsent {
        pk: 0,
        user: asked.user,
        application: asked.application,
        permissions: ids(asked),
        expires,
    };
    let (app, mut store) = (visit.app, visit.app.store());
    let given = store.grants.consent(consent).cloned();
    if let Some(given) = given.filter(|_| app.profile().consents_are_audited()) {
        let entry = Entry {
            action: EventAction::ModelCreated,
            app: "authentik.events.middleware",
            user: visit.logged_in(),
            context: json!({"model": store.consent_reference(app.profile(), &given)}),
        };
        store.log(entry.into_event(app, visit.request));
    }
}

fn is_of(consent: &UserConsent, asked: &Asked) -> bool {
    consent.user == asked.user && consent.application == asked.application
}

/// Shows what is asked for, what is new to the user apart, and a new token each time.
fn ask(visit: &mut Visit<'_>, asked: &Asked, given: Option<&BTreeSet<String>>) -> Outcome {
    let (known, additional): (Vec<_>, Vec<_>) = asked
        .permissions
        .iter()
        .partition(|permission| given.is_none_or(|given| given.contains(&permission.id)));
    let token = visit.app.entropy().uuid();
    if let Some(plan) = &mut visit.plan {
        plan.consent_token = Some(token);
    }
    let application = {
        let store = visit.app.store();
        let application = store.applications.get(&asked.application);
        application.map_or_else(String::new, |application| application.name.clone())
    };
    let challenge = Challenge::new("ak-stage-consent")
        .with_pending_user(visit)
        .with(
            "header_text",
            format!("You're about to sign into {application}."),
        )
        .with("permissions", json!(known))
        .with("additional_permissions", json!(additional))
        .with("token", json!(token));
    Outcome::Ask(challenge)
}
