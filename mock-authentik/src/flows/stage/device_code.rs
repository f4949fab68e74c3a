//! `ak-provider-oauth2-device-code`: asks for the code that a device shows.

use serde_json::Value;

use super::Answer;
use crate::flows::challenge::{Challenge, Outcome};
use crate::flows::device::{self, Refusal};
use crate::flows::visit::Visit;
use crate::http::{permission_denied_page, urlencode};

pub(super) fn act(visit: &mut Visit<'_>, answer: Option<&Answer>) -> Outcome {
    let ask = || Challenge::new("ak-provider-oauth2-device-code");
    let Some(answer) = answer else {
        return Outcome::Ask(ask());
    };
    // Since 2024.12 a code is text; a number is read as one.
    let code = match answer.get("code") {
        Some(Value::String(code)) if !code.is_empty() => code.clone(),
        Some(Value::Number(code)) => code.to_string(),
        Some(_) => {
            let message = "This field may not be blank.";
            return Outcome::Ask(ask().refusing("code", message, "blank"));
        }
        None => {
            let message = "This field is required.";
            return Outcome::Ask(ask().refusing("code", message, "required"));
        }
    };
    let profile = visit.app.profile();
    // An integer loses its leading zeros, and such codes are never found (recording
    // `2023.10.7/10-device`, "executor POST ak-provider-oauth2-device-code").
    let code = if profile.user_codes_are_text() {
        code
    } else if let Ok(number) = code.trim().parse::<i64>() {
        number.to_string()
    } else {
        let message = "A valid integer is required.";
        return Outcome::Ask(ask().refusing("code", message, "invalid"));
    };
    let Some(user) = visit.logged_in().cloned() else {
        return Outcome::Broken;
    };
    match device::plan(visit.app, &code, &user) {
        Ok((slug, plan)) => {
            visit.session.plan = Some(plan);
            let query = urlencode([("query", visit.query.urlencode().as_str())]);
            Outcome::Redirect(format!("/if/flow/{slug}/?{query}"))
        }
        Err(Refusal::UnknownCode) if !profile.wrong_user_codes_are_denied() => {
            Outcome::Ask(ask().refusing("code", "Invalid code", "invalid"))
        }
        Err(Refusal::UnknownCode | Refusal::Denied) => Outcome::Shell(permission_denied_page()),
    }
}
