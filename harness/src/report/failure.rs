//! A failure, told to a person.

use std::fmt::Write as _;

use console::style;

use super::curl;
use crate::run::{Failure, FailureKind};
use crate::wire::{Exchange, Outcome, redact_body};

/// The longest body of an answer that is shown, in characters.
const LONGEST_BODY: usize = 600;

/// What failed, where, what differs, the exchange it is about as a curl command, and where to look
/// further. Colours are `console`'s to decide.
pub fn describe(name: &str, failure: &Failure) -> String {
    let mut text = format!("{} {name}\n", style("FAILED").red().bold());
    if let Some(step) = &failure.step {
        let number = step.index + 1;
        writeln!(text, "  step {number}, {} ({})", step.title, step.place).ok();
    }
    writeln!(text, "  {}", failure.message).ok();
    if let FailureKind::Snapshot { diff } = &failure.kind {
        for line in diff.lines() {
            let line = match line.as_bytes().first() {
                Some(b'-') => style(line).red(),
                Some(b'+') => style(line).green(),
                Some(b'@') => style(line).cyan(),
                _ => style(line),
            };
            writeln!(text, "    {line}").ok();
        }
    }
    if let Some(exchange) = &failure.exchange {
        writeln!(
            text,
            "  {} asked {}, and {}:",
            exchange.from,
            exchange.to,
            answer(exchange)
        )
        .ok();
        for line in curl(exchange, None).lines() {
            writeln!(text, "    {line}").ok();
        }
    }
    if let Some(logs) = &failure.logs {
        writeln!(text, "  logs: {}", logs.display()).ok();
    }
    text
}

/// What came of a request, in words.
fn answer(exchange: &Exchange) -> String {
    match &exchange.outcome {
        Outcome::Broken(why) => format!("got no answer ({why})"),
        Outcome::Answered(response) => {
            let body = redact_body(&response.headers, &response.body);
            let body = String::from_utf8_lossy(&body);
            let mut shown: String = body.chars().take(LONGEST_BODY).collect();
            if shown.len() < body.len() {
                shown.push('…');
            }
            format!("was answered {} {shown}", response.status.as_u16())
                .trim_end()
                .to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_failure_names_the_place_and_no_secret() {
        let text = describe("users/delete", &sample::failure());
        let text = console::strip_ansi_codes(&text);
        for part in [
            "FAILED users/delete\n",
            "step 2, the administrator deletes bob (scenarios/users/delete.yaml:12:5)",
            "    -a\n    +b\n",
            "admin asked openZro, and was answered 500 {\"message\":\"internal server error\"}:",
            "    curl --include --request POST",
            "logs: target/harness/users-delete",
        ] {
            assert!(text.contains(part), "{part:?} is not in\n{text}");
        }
        assert!(!text.contains("s3cret"));
    }
}
