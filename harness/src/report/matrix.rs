//! The table of a matrix: a row for each scenario, a column for each pair of targets.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use console::{Alignment, measure_text_width, pad_str};

use super::table::painted;
use super::{Counts, Results, ScenarioResult};
use crate::run::Outcome;

/// How wide a column is: as the longest word for an outcome.
const COLUMN: usize = "not applicable".len();

/// The pairs, the table with what there is to say below each row, and the sum of each pair. Colours are
/// `console`'s to decide.
pub fn matrix_table(runs: &[Results]) -> String {
    let mut text = String::new();
    for (run, letter) in runs.iter().zip(letters()) {
        let pair = run.pair.as_ref().map(ToString::to_string);
        writeln!(text, "{letter}  {}", pair.unwrap_or_default()).ok();
    }
    let rows = rows(runs);
    let names = rows.keys().map(|name| measure_text_width(name));
    let width = names.max().unwrap_or(0).max("scenario".len());
    let mut head = pad_str("scenario", width, Alignment::Left, None).into_owned();
    for (_, letter) in runs.iter().zip(letters()) {
        let letter = pad_str(&letter, COLUMN, Alignment::Left, None).into_owned();
        write!(head, "  {letter}").ok();
    }
    writeln!(text, "\n{}", head.trim_end()).ok();
    for (name, cells) in &rows {
        let mut row = pad_str(name, width, Alignment::Left, None).into_owned();
        for cell in cells {
            let word = cell.map_or("-", |cell| cell.outcome.word());
            let word = pad_str(word, COLUMN, Alignment::Left, None).into_owned();
            match cell {
                Some(cell) => write!(row, "  {}", painted(&cell.outcome, word)).ok(),
                None => write!(row, "  {word}").ok(),
            };
        }
        writeln!(text, "{}", row.trim_end()).ok();
        for (said, pairs) in said(cells) {
            writeln!(text, "    {}: {said}", pairs.join(" ")).ok();
        }
    }
    text.push('\n');
    for (run, letter) in runs.iter().zip(letters()) {
        let stopped = if run.cancelled {
            "; stopped before the end"
        } else {
            ""
        };
        let took = run.took.as_secs_f64();
        let partly = partly(run);
        writeln!(
            text,
            "{letter}  {} in {took:.2} s{partly}{stopped}",
            run.counts()
        )
        .ok();
    }
    let sum: Counts = runs.iter().map(Results::counts).sum();
    writeln!(
        text,
        "\n{} of {} pairs: {sum}",
        plural(rows.len()),
        runs.len()
    )
    .ok();
    text
}

/// Each scenario with its result in each pair, where it has one there. The order is that of the names.
pub(super) fn rows(runs: &[Results]) -> BTreeMap<&str, Vec<Option<&ScenarioResult>>> {
    let mut rows: BTreeMap<&str, Vec<Option<&ScenarioResult>>> = BTreeMap::new();
    for (column, run) in runs.iter().enumerate() {
        for result in &run.scenarios {
            let row = rows
                .entry(&result.name)
                .or_insert_with(|| vec![None; runs.len()]);
            row[column] = Some(result);
        }
    }
    rows
}

/// What columns are called: A to Z, then A1 and so on.
pub(super) fn letters() -> impl Iterator<Item = String> {
    let rounds = std::iter::once(String::new()).chain((1..).map(|round: u32| round.to_string()));
    rounds.flat_map(|round| ('A'..='Z').map(move |letter| format!("{letter}{round}")))
}

/// What there is to say of a row, each once, with the pairs that it is true of.
fn said(cells: &[Option<&ScenarioResult>]) -> Vec<(String, Vec<String>)> {
    let mut said: Vec<(String, Vec<String>)> = Vec::new();
    for (cell, letter) in cells.iter().zip(letters()) {
        let Some(line) = cell.and_then(remark) else {
            continue;
        };
        match said.iter_mut().find(|(known, _)| *known == line) {
            Some((_, pairs)) => pairs.push(letter),
            None => said.push((line, vec![letter])),
        }
    }
    said
}

/// What there is to say of a result that did not pass, in a line: of a failure the first difference.
pub(super) fn remark(result: &ScenarioResult) -> Option<String> {
    match &result.outcome {
        Outcome::Passed { .. } => None,
        Outcome::Failed(failure) => Some(failure.first_difference()),
        other => other.note().map(Cow::into_owned),
    }
}

/// How many passed and were not looked at wholly, in brackets.
fn partly(run: &Results) -> String {
    let partly =
        |result: &&ScenarioResult| matches!(&result.outcome, Outcome::Passed { note: Some(_) });
    match run.scenarios.iter().filter(partly).count() {
        0 => String::new(),
        count => format!(" ({count} without their snapshot)"),
    }
}

fn plural(count: usize) -> String {
    let scenarios = if count == 1 { "scenario" } else { "scenarios" };
    format!("{count} {scenarios}")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_row_for_each_scenario_and_a_column_for_each_pair() {
        let mut other = sample::results();
        let note = Some("its snapshot was left alone".to_owned());
        other.scenarios[0].outcome = Outcome::Passed { note };
        other.scenarios.remove(1);
        let text = matrix_table(&[sample::results(), other]);
        assert_eq!(
            console::strip_ansi_codes(&text),
            "\
A  authentik mock, openzro mock
B  authentik mock, openzro mock

scenario         A               B
device/approved  passed          passed
sso/login        not applicable  -
    A: it needs a real Authentik
users/delete     failed          failed
    A B: step 2, the administrator deletes bob: snapshot: -a

A  1 passed, 1 failed, 1 not applicable in 1.60 s
B  1 passed, 1 failed in 1.60 s (1 without their snapshot)

3 scenarios of 2 pairs: 2 passed, 2 failed, 1 not applicable
"
        );
    }

    #[test]
    fn columns_never_run_out() {
        let names: Vec<String> = letters().take(60).collect();
        assert_eq!((names[0].as_str(), names[25].as_str()), ("A", "Z"));
        assert_eq!((names[26].as_str(), names[59].as_str()), ("A1", "H2"));
    }
}
