//! Logs the pending user in. Nobody sees this stage, unless it offers to remember the browser (source of
//! 2026.2, `stages/user_login/stage.py`).

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Answer;
use crate::flows::challenge::{Challenge, Outcome};
use crate::flows::visit::Visit;
use crate::model::{EventAction, Login, Stage};
use crate::store::Entry;

pub(super) fn act(visit: &mut Visit<'_>, stage: &Stage, answer: Option<&Answer>) -> Outcome {
    let mut seconds = stage.validity("session_duration").as_secs();
    let offset = stage.validity("remember_me_offset").as_secs();
    if offset > 0 {
        let remembers = answer.map(|answer| answer.get("remember_me"));
        match remembers {
            None => return Outcome::Ask(challenge(visit)),
            Some(Some(Value::Bool(true))) => seconds = seconds.saturating_add(offset),
            Some(Some(Value::Bool(false))) => {}
            Some(_) => {
                let message = "This field is required.";
                let challenge = challenge(visit);
                return Outcome::Ask(challenge.refusing("remember_me", message, "required"));
            }
        }
    }
    let method = visit.plan.as_ref().map(|plan| plan.method);
    let (Some(mut user), Some(method)) = (visit.pending(), method) else {
        return Outcome::Denied("No pending user to login.".into());
    };
    if !user.is_active {
        return Outcome::Denied("User account is not active".into());
    }
    let now = visit.app.now();
    let entry = Entry {
        action: EventAction::Login,
        app: "authentik.events.signals",
        user: Some(&user),
        context: json!({
            "auth_method": method,
            "auth_method_args": {"known_device": false},
        }),
    };
    let event = entry.into_event(visit.app, visit.request);
    let event = {
        let mut store = visit.app.store();
        let client_ip = &visit.request.client_ip;
        store.reputation.change(&user.username, client_ip, 1);
        store.log(event)
    };
    user.last_login = Some(now);
    if let Some(stored) = visit.app.store().users.get_mut(user.pk) {
        stored.last_login = Some(now);
    }
    if stage.flag("terminate_other_sessions") {
        visit.app.store().sessions.end_all_of(user.pk);
    }
    visit.session.expires = (seconds > 0)
        .then(|| Timestamp::from_second(now.as_second().saturating_add(seconds)).ok())
        .flatten();
    let login = Login {
        user: user.pk,
        at: now,
        method,
        event,
        uuid: visit.app.entropy().uuid(),
        client_ip: visit.request.client_ip.clone(),
        user_agent: visit.request.user_agent.clone(),
    };
    match visit.log_in(&user, login) {
        Ok(()) => Outcome::Passed,
        Err(error) => {
            tracing::error!(%error, "the device cookie cannot be signed");
            Outcome::Broken
        }
    }
}

fn challenge(visit: &Visit<'_>) -> Challenge {
    Challenge::new("ak-stage-user-login").with_pending_user(visit)
}
