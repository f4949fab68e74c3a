//! Logs the pending user in; nobody sees this stage.

use jiff::Timestamp;
use serde_json::json;

use crate::flows::challenge::Outcome;
use crate::flows::visit::Visit;
use crate::model::{EventAction, Login, Validity};
use crate::store::Entry;

pub(super) fn act(visit: &mut Visit<'_>, session_duration: &Validity) -> Outcome {
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
    let seconds = session_duration.as_secs();
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
