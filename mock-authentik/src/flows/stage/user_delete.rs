//! Deletes the pending user; nobody sees this stage.

use serde_json::json;

use crate::flows::challenge::Outcome;
use crate::flows::visit::Visit;
use crate::model::EventAction;
use crate::store::{Entry, Referable};

pub(super) fn act(visit: &mut Visit<'_>) -> Outcome {
    let Some(user) = visit.subject() else {
        return Outcome::Denied("No Pending User.".into());
    };
    let entry = Entry {
        action: EventAction::ModelDeleted,
        app: "authentik.events.middleware",
        user: visit.logged_in(),
        context: json!({"model": user.reference()}),
    };
    let event = entry.into_event(visit.app, visit.request);
    visit.log_out();
    let mut store = visit.app.store();
    store.delete_user(user.pk);
    store.log(event);
    drop(store);
    if let Some(plan) = &mut visit.plan {
        plan.pending = None;
    }
    Outcome::Passed
}
