//! `ak-stage-dummy`: shows its name, and is passed by any answer.

use super::Answer;
use crate::flows::challenge::{Challenge, Outcome};
use crate::model::Stage;

pub(super) fn act(stage: &Stage, answer: Option<&Answer>) -> Outcome {
    match answer {
        Some(_) => Outcome::Passed,
        None if stage.flag("throw_error") => Outcome::Broken,
        None => Outcome::Ask(Challenge::new("ak-stage-dummy").with("name", stage.name.clone())),
    }
}
