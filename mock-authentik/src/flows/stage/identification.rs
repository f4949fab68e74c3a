//! `ak-stage-identification`: asks who you are.

use serde_json::{Value, json};

use super::{Answer, password, text};
use crate::flows::address::flow_page;
use crate::flows::challenge::{Challenge, Outcome};
use crate::flows::plan::Pending;
use crate::flows::visit::Visit;
use crate::model::{Stage, User};

pub(super) fn act(visit: &mut Visit<'_>, stage: &Stage, answer: Option<&Answer>) -> Outcome {
    let Some(answer) = answer else {
        return Outcome::Ask(challenge(visit, stage));
    };
    let Some(identifier) = text(answer, "uid_field") else {
        let challenge = challenge(visit, stage);
        return Outcome::Ask(refuse_nothing(visit, challenge, answer));
    };
    let found = find(visit, stage, identifier);
    if found.is_none() {
        // To name nobody counts as a wrong password (reference, section 2.8; source of 2025.12,
        // policies/reputation/signals.py).
        let client_ip = &visit.request.client_ip;
        let mut store = visit.app.store();
        store.reputation.change(identifier, client_ip, -1);
    }
    let pending = match found {
        Some(user) => Pending::Known(user.pk),
        None if stage.flag("pretend_user_exists") => Pending::Unknown(identifier.to_owned()),
        None => {
            let message = "Failed to authenticate.";
            let challenge = challenge(visit, stage);
            return Outcome::Ask(challenge.refusing("non_field_errors", message, "invalid"));
        }
    };
    if let Some(plan) = &mut visit.plan {
        plan.pending = Some(pending);
        plan.reputation = None;
    }
    match password_stage(visit, stage) {
        Some(asked_here) if !password::proves(visit, &asked_here, answer) => {
            let message = "Failed to authenticate.";
            let challenge = challenge(visit, stage);
            Outcome::Ask(challenge.refusing("non_field_errors", message, "invalid"))
        }
        _ => Outcome::Passed,
    }
}

/// The stage whose password this one asks for itself.
fn password_stage(visit: &Visit<'_>, stage: &Stage) -> Option<Stage> {
    let pk = stage.pks("password_stage").first().copied()?;
    visit.app.store().stages.get(&pk).cloned()
}

/// Nothing was sent, or nothing but an empty field.
fn refuse_nothing(visit: &Visit<'_>, challenge: Challenge, answer: &Answer) -> Challenge {
    let needs_field = visit.app.profile().identification_requires_its_field();
    match (needs_field, answer.contains_key("uid_field")) {
        (true, true) => challenge.refusing("uid_field", "This field may not be blank.", "blank"),
        (true, false) => challenge.refusing("uid_field", "This field is required.", "required"),
        (false, _) => {
            let message = "No identification data provided.";
            challenge.refusing("non_field_errors", message, "invalid")
        }
    }
}

/// The user whom one of the fields identifies, in whatever case unless the stage says otherwise
/// (reference, section 2.8).
fn find(visit: &Visit<'_>, stage: &Stage, identifier: &str) -> Option<User> {
    let in_any_case = stage.flag("case_insensitive_matching");
    let folded = |text: &str| {
        if in_any_case {
            text.to_lowercase()
        } else {
            text.to_owned()
        }
    };
    let user_fields = stage.texts("user_fields");
    let wanted = folded(identifier);
    let store = visit.app.store();
    let field_of = |user: &User, field: &str| {
        let upn = || user.attributes.get("upn").and_then(Value::as_str);
        folded(match field {
            "email" => &user.email,
            "upn" => upn().unwrap_or_default(),
            _ => &user.username,
        })
    };
    let mut users = store.users.iter();
    let found = users.find(|user| {
        let mut fields = user_fields.iter();
        fields.any(|field| field_of(user, field) == wanted)
    });
    found.cloned()
}

fn challenge(visit: &Visit<'_>, stage: &Stage) -> Challenge {
    let profile = visit.app.profile();
    let password = password_stage(visit, stage);
    let mut challenge = Challenge::new("ak-stage-identification")
        .with("user_fields", stage.texts("user_fields"))
        .with("password_fields", password.is_some());
    if profile.stages_tell_their_looks() {
        let shows = password.is_some_and(|password| password.flag("allow_show_password"));
        challenge = challenge.with("allow_show_password", shows);
    }
    let store = visit.app.store();
    let application = visit.plan.as_ref().and_then(|plan| plan.application);
    let application = application.or(visit.session.application_pre);
    if let Some(application) = application.and_then(|pk| store.applications.get(&pk)) {
        challenge = challenge.with("application_pre", application.name.clone());
    }
    if profile.stages_tell_their_looks() {
        challenge = challenge
            .with("flow_designation", visit.flow.designation.as_str())
            .with("captcha_stage", json!(null));
    }
    for (link, setting) in [
        ("enroll_url", "enrollment_flow"),
        ("recovery_url", "recovery_flow"),
        ("passwordless_url", "passwordless_flow"),
    ] {
        let flow = stage
            .pks(setting)
            .first()
            .and_then(|pk| store.flows.get(pk));
        if let Some(flow) = flow {
            challenge = challenge.with(link, flow_page(&flow.slug, &visit.query));
        }
    }
    challenge = challenge
        .with("primary_action", "Log in")
        .with("sources", json!([]))
        .with("show_source_labels", stage.flag("show_source_labels"));
    if profile.identification_remembers() {
        challenge = challenge.with("enable_remember_me", stage.flag("enable_remember_me"));
    }
    if profile.identification_knows_passkeys() {
        challenge = challenge.with("passkey_challenge", json!(null));
    }
    challenge
}
