//! The result table at the end of a run.

use std::borrow::Cow;
use std::fmt::Write as _;

use console::{Alignment, StyledObject, measure_text_width, pad_str, style};

use super::Results;
use crate::run::Outcome;

/// The table, and the line below it that sums it up. Colours are `console`'s to decide.
pub fn table(results: &Results) -> String {
    let names = results
        .scenarios
        .iter()
        .map(|one| measure_text_width(&one.name));
    let width = names.max().unwrap_or(0).max("scenario".len());
    let mut text = format!(
        "{}  result          time\n",
        pad_str("scenario", width, Alignment::Left, None)
    );
    for scenario in &results.scenarios {
        let word = pad_str(scenario.outcome.word(), 14, Alignment::Left, None);
        let word = painted(&scenario.outcome, word.into_owned());
        let kind = scenario
            .outcome
            .failure()
            .map(|failure| failure.kind.word());
        let note = kind.map(Cow::from).or_else(|| scenario.outcome.note());
        let note = note.unwrap_or_default();
        let name = pad_str(&scenario.name, width, Alignment::Left, None);
        let row = format!(
            "{name}  {word}  {:.2} s  {note}",
            scenario.took.as_secs_f64()
        );
        writeln!(text, "{}", row.trim_end()).ok();
    }
    let count = results.scenarios.len();
    let scenarios = if count == 1 { "scenario" } else { "scenarios" };
    write!(text, "\n{count} {scenarios}").ok();
    if let Some(pair) = &results.pair {
        write!(text, " ({pair})").ok();
    }
    let stopped = if results.cancelled {
        "; stopped before the end"
    } else {
        ""
    };
    let took = results.took.as_secs_f64();
    writeln!(text, ": {} in {took:.2} s{stopped}", results.counts()).ok();
    text
}

/// A text about an outcome in the outcome's colour.
pub(super) fn painted(outcome: &Outcome, text: String) -> StyledObject<String> {
    match outcome {
        Outcome::Passed { .. } => style(text).green(),
        Outcome::Failed(_) => style(text).red().bold(),
        Outcome::Fixed(_) => style(text).cyan().bold(),
        Outcome::NotApplicable { .. } => style(text).dim(),
        Outcome::Skipped { .. } => style(text).yellow(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_row_for_each_scenario_and_a_sum() {
        let text = table(&sample::results());
        assert_eq!(
            console::strip_ansi_codes(&text),
            "\
scenario         result          time
device/approved  passed          0.41 s
sso/login        not applicable  0.00 s  it needs a real Authentik
users/delete     failed          1.21 s  snapshot

3 scenarios (authentik mock, openzro mock): 1 passed, 1 failed, 1 not applicable in 1.60 s
"
        );
    }
}
