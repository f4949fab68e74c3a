//! Logs the user out; nobody sees this stage.

use serde_json::json;

use crate::flows::challenge::Outcome;
use crate::flows::visit::Visit;
use crate::model::EventAction;
use crate::store::Entry;

pub(super) fn act(visit: &mut Visit<'_>) -> Outcome {
    if let Some(user) = visit.logged_in() {
        let entry = Entry {
            action: EventAction::Logout,
            app: "authentik.events.signals",
            user: Some(user),
            context: json!({}),
        };
        let event = entry.into_event(visit.app, visit.request);
        visit.app.store().log(event);
    }
    visit.log_out();
    Outcome::Passed
}
