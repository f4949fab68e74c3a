//! `ak-stage-session-end`: says that the application's session has ended; Authentik's own lives on
//! (recording `08-end-session`, "executor GET").

use serde_json::json;

use super::Answer;
use crate::flows::challenge::{Challenge, Outcome};
use crate::flows::visit::Visit;

pub(super) fn act(visit: &Visit<'_>, answer: Option<&Answer>) -> Outcome {
    if answer.is_some() {
        return Outcome::BrokenAtEnd;
    }
    let mut challenge = Challenge::new("ak-stage-session-end").with_pending_user(visit);
    let store = visit.app.store();
    let application = visit.plan.as_ref().and_then(|plan| plan.application);
    if let Some(application) = application.and_then(|pk| store.applications.get(&pk)) {
        challenge = challenge
            .with("application_name", application.name.clone())
            .with(
                "application_launch_url",
                json!(store.launch_url(application)),
            );
    }
    if let Some(brand) = store.brand() {
        let flow = brand.flow_invalidation.and_then(|pk| store.flows.get(&pk));
        if let Some(flow) = flow {
            let url = format!("/if/flow/{}/", flow.slug);
            challenge = challenge.with("invalidation_flow_url", url);
        }
        challenge = challenge.with("brand_name", brand.branding_title.clone());
    }
    Outcome::Ask(challenge)
}
