//! `ak-stage-password`: asks for the password.

use serde_json::json;

use super::{Answer, text};
use crate::flows::challenge::{Challenge, Outcome};
use crate::flows::plan::Pending;
use crate::flows::visit::Visit;
use crate::model::{EventAction, Intent, LoginMethod, Stage, User};
use crate::store::{Entry, Store, object_reference};

const WRONG: &str = "Invalid password";

pub(super) fn act(visit: &mut Visit<'_>, stage: &Stage, answer: Option<&Answer>) -> Outcome {
    // Who has shown it to the identification stage is not asked again: a default policy says so.
    if visit.plan.as_ref().is_some_and(|plan| plan.has_password) {
        return Outcome::Passed;
    }
    let Some(answer) = answer else {
        return Outcome::Ask(challenge(visit, stage));
    };
    let now = reputation(visit);
    if let Some(plan) = &mut visit.plan {
        plan.reputation.get_or_insert(now);
    }
    let Some(password) = text(answer, "password") else {
        let (message, code) = match answer.get("password") {
            Some(_) => ("This field may not be blank.", "blank"),
            None => ("This field is required.", "required"),
        };
        return wrong(visit, stage, message, code);
    };
    let Some(method) = visit
        .pending()
        .and_then(|user| check(visit, &user, password))
    else {
        log_failure(visit, stage);
        return wrong(visit, stage, WRONG, "invalid");
    };
    if let Some(plan) = &mut visit.plan {
        plan.method = method;
    }
    Outcome::Passed
}

/// Whether an answer to the identification stage has the pending user's password, too; if so, the
/// password stage is passed.
pub(super) fn proves(visit: &mut Visit<'_>, stage: &Stage, answer: &Answer) -> bool {
    let password = text(answer, "password").unwrap_or_default();
    let method = visit
        .pending()
        .and_then(|user| check(visit, &user, password));
    let Some(method) = method else {
        log_failure(visit, stage);
        return false;
    };
    if let Some(plan) = &mut visit.plan {
        plan.method = method;
        plan.has_password = true;
    }
    true
}

fn challenge(visit: &Visit<'_>, stage: &Stage) -> Challenge {
    let challenge = Challenge::new("ak-stage-password").with_pending_user(visit);
    if visit.app.profile().stages_tell_their_looks() {
        challenge.with("allow_show_password", stage.flag("allow_show_password"))
    } else {
        challenge
    }
}

/// How the password opens the account, if it does. An app password will do as well; an inactive
/// user's password is wrong (reference, section 2.8).
fn check(visit: &Visit<'_>, user: &User, password: &str) -> Option<LoginMethod> {
    if !user.is_active {
        return None;
    }
    if user.password.opens_with(password) {
        return Some(LoginMethod::Password);
    }
    let (store, now) = (visit.app.store(), visit.app.now());
    let token = store.live_token(password, Intent::AppPassword, now)?;
    (token.user == user.pk).then_some(LoginMethod::Token)
}

/// The challenge again; the last attempt ends the flow (recording `04-login-flow-errors`,
/// "wrong password 5"). What counts is how far the reputation has fallen since the first one, so that
/// who has none left is never sent away (reference, section 2.8).
fn wrong(visit: &mut Visit<'_>, stage: &Stage, message: &str, code: &str) -> Outcome {
    let now = reputation(visit);
    let before = visit.plan.as_ref().and_then(|plan| plan.reputation);
    let attempts = stage.number("failed_attempts_before_cancel");
    if i64::from(before.unwrap_or(now).abs_diff(now)) >= attempts {
        Outcome::Denied(visit.app.profile().too_many_passwords().to_owned())
    } else {
        Outcome::Ask(challenge(visit, stage).refusing("password", message, code))
    }
}

fn reputation(visit: &Visit<'_>) -> i32 {
    let store = visit.app.store();
    let client_ip = &visit.request.client_ip;
    store
        .reputation
        .score(&identifier(visit, &store), client_ip)
}

/// What the user is known by.
fn identifier(visit: &Visit<'_>, store: &Store) -> String {
    let plan = visit.plan.as_ref();
    match plan.and_then(|plan| plan.pending.as_ref()) {
        Some(Pending::Known(pk)) => {
            let user = store.users.get(*pk);
            user.map_or_else(String::new, |user| user.username.clone())
        }
        Some(Pending::Unknown(name)) => name.clone(),
        None => String::new(),
    }
}

/// Recording `31-admin-users-write`, "event login_failed".
fn log_failure(visit: &Visit<'_>, stage: &Stage) {
    let is_told = visit.app.profile().events_know_who_it_was();
    let user = visit.pending().filter(|_| is_told);
    let username = identifier(visit, &visit.app.store());
    let model = ("authentik_stages_password", "passwordstage");
    let pk = stage.pk.simple().to_string();
    let entry = Entry {
        action: EventAction::LoginFailed,
        app: "authentik.events.signals",
        user: user.as_ref(),
        context: json!({
            "stage": object_reference(model, pk, &stage.name),
            "password": "********************",
            "username": username,
        }),
    };
    let event = entry.into_event(visit.app, visit.request);
    let mut store = visit.app.store();
    store.log(event);
    let client_ip = &visit.request.client_ip;
    store.reputation.change(&username, client_ip, -1);
}
