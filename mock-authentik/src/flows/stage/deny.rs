//! Denies whoever comes so far.

use crate::flows::challenge::{Outcome, UNKNOWN_ERROR};
use crate::model::Stage;

pub(super) fn act(stage: &Stage) -> Outcome {
    let message = match stage.text("deny_message") {
        "" => UNKNOWN_ERROR,
        message => message,
    };
    Outcome::Denied(message.to_owned())
}
