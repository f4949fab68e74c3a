//! Lets those go on who have an invitation, with what it says of them; nobody sees this stage (source of
//! 2026.2, `stages/invitation/stage.py`).

use serde_json::{Value, json};
use uuid::Uuid;

use crate::flows::challenge::Outcome;
use crate::flows::plan::Step;
use crate::flows::visit::Visit;
use crate::model::{EventAction, Invitation, Stage};
use crate::store::Entry;

const INVALID: &str = "Invalid invite/invite not found";

pub(super) fn act(visit: &mut Visit<'_>, stage: &Stage) -> Outcome {
    let Some(invitation) = find(visit) else {
        return if stage.flag("continue_flow_without_invitation") {
            Outcome::Passed
        } else {
            Outcome::Denied(INVALID.into())
        };
    };
    let entry = Entry {
        action: EventAction::InvitationUsed,
        app: "authentik.events.signals",
        user: visit.logged_in(),
        context: json!({"invite_uuid": invitation.pk.simple().to_string()}),
    };
    let event = entry.into_event(visit.app, visit.request);
    visit.app.store().log(event);
    if let Some(plan) = &mut visit.plan {
        let data = plan.prompt_data.get_or_insert_default();
        data.extend(invitation.fixed_data);
        if invitation.single_use {
            plan.steps.push_back(Step::UseUpInvitation(invitation.pk));
        }
    }
    Outcome::Passed
}

/// The invitation that the page's query names, or that a prompt was answered with, if it is for this
/// flow.
fn find(visit: &Visit<'_>) -> Option<Invitation> {
    let plan = visit.plan.as_ref()?;
    let data = plan.prompt_data.as_ref();
    let prompted = data
        .and_then(|data| data.get("token"))
        .and_then(Value::as_str);
    let token = visit.query.get("itoken");
    let token = token.or_else(|| visit.query.get("token")).or(prompted)?;
    let pk: Uuid = token.parse().ok()?;
    let now = visit.app.now();
    let store = visit.app.store();
    let found = store.invitations.get(&pk)?;
    let is_live = found.expires.is_none_or(|expires| now < expires);
    let is_for_this = found.flow.is_none_or(|flow| flow == visit.flow.pk);
    (is_live && is_for_this).then(|| found.clone())
}

/// The last step of a flow that was passed with an invitation for one use.
pub(super) fn use_up(visit: &Visit<'_>, invitation: Uuid) -> Outcome {
    visit.app.store().invitations.shift_remove(&invitation);
    Outcome::Passed
}
