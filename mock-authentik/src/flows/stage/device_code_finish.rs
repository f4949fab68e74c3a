//! `ak-provider-oauth2-device-code-finish`: the device is approved by showing this (recording
//! `10-device`, "poll after finish challenge was shown").

use super::Answer;
use crate::flows::challenge::{Challenge, Outcome};
use crate::flows::visit::Visit;

pub(super) fn act(visit: &Visit<'_>, user_code: &str, answer: Option<&Answer>) -> Outcome {
    // An answer ends the flow and then breaks down ("POST finish challenge").
    if answer.is_some() {
        return Outcome::BrokenAtEnd;
    }
    let Some(user) = visit.user_pk() else {
        return Outcome::Broken;
    };
    let now = visit.app.now();
    visit
        .app
        .store()
        .grants
        .approve_device(user_code, user, now);
    Outcome::Ask(Challenge::new("ak-provider-oauth2-device-code-finish"))
}
