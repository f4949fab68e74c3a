//! A run as JSON, for programs.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{ReportError, Results, ScenarioResult, curl};
use crate::run::{Failure, FailureKind};

/// A run.
#[derive(Serialize)]
struct Run<'a> {
    authentik: Option<String>,
    openzro: Option<String>,
    folder: Option<&'a Path>,
    seconds: f64,
    cancelled: bool,
    passed: usize,
    failed: usize,
    fixed: usize,
    not_applicable: usize,
    skipped: usize,
    scenarios: Vec<Scenario<'a>>,
}

#[derive(Serialize)]
struct Scenario<'a> {
    name: &'a str,
    outcome: &'static str,
    seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<Failed<'a>>,
}

#[derive(Serialize)]
struct Failed<'a> {
    kind: &'static str,
    message: &'a str,
    /// From 1.
    step: Option<usize>,
    title: Option<&'a str>,
    place: Option<&'a str>,
    diff: Option<&'a str>,
    curl: Option<String>,
    logs: Option<&'a PathBuf>,
}

/// Writes the runs of a matrix as JSON: each as [`write_json`] writes one, in a list.
///
/// # Errors
/// [`ReportError`] when the file cannot be written.
pub fn write_json_of_matrix(path: &Path, runs: &[Results]) -> Result<(), ReportError> {
    write(path, &runs.iter().map(Run::of).collect::<Vec<_>>())
}

/// Writes a run as JSON.
///
/// # Errors
/// [`ReportError`] when the file cannot be written.
pub fn write_json(path: &Path, results: &Results) -> Result<(), ReportError> {
    write(path, &Run::of(results))
}

fn write(path: &Path, report: &impl Serialize) -> Result<(), ReportError> {
    let json = json(report).map_err(|error| ReportError::Format {
        path: path.to_owned(),
        reason: error.to_string(),
    })?;
    std::fs::write(path, json).map_err(|source| ReportError::Write {
        path: path.to_owned(),
        source,
    })
}

fn json(report: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string_pretty(report).map(|text| text + "\n")
}

impl<'a> Run<'a> {
    fn of(results: &'a Results) -> Self {
        let pair = results.pair.as_ref();
        let counts = results.counts();
        Self {
            authentik: pair.map(|pair| pair.authentik.to_string()),
            openzro: pair.map(|pair| pair.openzro.to_string()),
            folder: results.folder.as_deref(),
            seconds: results.took.as_secs_f64(),
            cancelled: results.cancelled,
            passed: counts.passed,
            failed: counts.failed,
            fixed: counts.fixed,
            not_applicable: counts.not_applicable,
            skipped: counts.skipped,
            scenarios: results.scenarios.iter().map(scenario).collect(),
        }
    }
}

fn scenario(result: &ScenarioResult) -> Scenario<'_> {
    Scenario {
        name: &result.name,
        outcome: result.outcome.word(),
        seconds: result.took.as_secs_f64(),
        reason: result.outcome.note(),
        failure: result.outcome.failure().map(failed),
    }
}

fn failed(failure: &Failure) -> Failed<'_> {
    let step = failure.step.as_ref();
    let diff = match &failure.kind {
        FailureKind::Snapshot { diff } => Some(diff.as_str()),
        _ => None,
    };
    Failed {
        kind: failure.kind.word(),
        message: &failure.message,
        step: step.map(|step| step.index + 1),
        title: step.map(|step| step.title.as_str()),
        place: step.map(|step| step.place.as_str()),
        diff,
        curl: failure
            .exchange
            .as_ref()
            .map(|exchange| curl(exchange, None)),
        logs: failure.logs.as_ref(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::sample;
    use super::*;

    #[test]
    fn a_program_can_tell_what_failed_and_where() {
        let text = json(&Run::of(&sample::results())).unwrap();
        assert!(!text.contains("s3cret"));
        let run: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(run["failed"], 1);
        let failed = &run["scenarios"][2];
        assert_eq!(failed["outcome"], "failed");
        assert_eq!(failed["failure"]["step"], 2);
        assert_eq!(
            failed["failure"]["place"],
            "scenarios/users/delete.yaml:12:5"
        );
        assert_eq!(run["scenarios"][1]["reason"], "it needs a real Authentik");
    }
}
