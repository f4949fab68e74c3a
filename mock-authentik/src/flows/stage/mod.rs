//! The stages, one a file: what each shows, and what it makes of an answer.

mod consent;
mod deny;
mod device_code;
mod device_code_finish;
mod dummy;
mod identification;
mod invitation;
mod password;
mod prompt;
mod session_end;
mod user_delete;
mod user_login;
mod user_logout;
mod user_write;

use serde_json::{Map, Value};

use super::challenge::Outcome;
use super::plan::Step;
use super::visit::Visit;
use crate::model::{ConsentMode, Stage, StageKind};
use crate::oauth;

/// What was sent in answer to a challenge. `component` is not looked at: the plan knows which stage
/// it is (reference, section 2.7).
pub(super) type Answer = Map<String, Value>;

/// Shows the current stage.
pub(super) fn show(visit: &mut Visit<'_>) -> Outcome {
    act(visit, None)
}

/// Answers the current stage.
pub(super) fn answer(visit: &mut Visit<'_>, answer: &Answer) -> Outcome {
    act(visit, Some(answer))
}

fn act(visit: &mut Visit<'_>, answer: Option<&Answer>) -> Outcome {
    let step = visit.plan.as_ref().and_then(|plan| plan.steps.front());
    match step.cloned() {
        // A flow without stages is passed at once.
        None => Outcome::Passed,
        Some(Step::Stage(pk)) => {
            let stage = visit.app.store().stages.get(&pk).cloned();
            stage.map_or(Outcome::Passed, |stage| of_kind(visit, &stage, answer))
        }
        Some(Step::AlwaysConsent) => consent::act(
            visit,
            &consent::Memory::of(ConsentMode::AlwaysRequire),
            answer,
        ),
        Some(Step::Authorization(request)) => oauth::fulfil(visit, &request),
        Some(Step::DeviceCode) => device_code::act(visit, answer),
        Some(Step::DeviceCodeFinish(user_code)) => {
            device_code_finish::act(visit, &user_code, answer)
        }
        Some(Step::SessionEnd) => session_end::act(visit, answer),
        Some(Step::UseUpInvitation(pk)) => invitation::use_up(visit, pk),
    }
}

fn of_kind(visit: &mut Visit<'_>, stage: &Stage, answer: Option<&Answer>) -> Outcome {
    match stage.kind {
        StageKind::Identification => identification::act(visit, stage, answer),
        StageKind::Password => password::act(visit, stage, answer),
        // Those without a second factor are not asked for one (recording `02-authcode-pkce`,
        // "executor follow").
        StageKind::AuthenticatorValidate => Outcome::Passed,
        StageKind::Consent => consent::act(visit, &consent::Memory::of_stage(stage), answer),
        StageKind::Deny => deny::act(stage),
        StageKind::Dummy => dummy::act(stage, answer),
        StageKind::Invitation => invitation::act(visit, stage),
        StageKind::Prompt => prompt::act(visit, stage, answer),
        StageKind::UserDelete => user_delete::act(visit),
        StageKind::UserLogin => user_login::act(visit, stage, answer),
        StageKind::UserLogout => user_logout::act(visit),
        StageKind::UserWrite => user_write::act(visit, stage),
        StageKind::AuthenticatorStatic
        | StageKind::AuthenticatorTotp
        | StageKind::AuthenticatorWebauthn => {
            tracing::warn!(stage = stage.name, "second factors cannot be set up");
            Outcome::Broken
        }
    }
}

/// A text field of an answer; `None` when it is not there or empty.
fn text<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let value = answer.get(name).and_then(Value::as_str);
    value.filter(|value| !value.is_empty())
}
