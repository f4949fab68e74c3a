//! JUnit XML, for CI systems.

use std::path::Path;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{ReportError, Results, ScenarioResult, describe};
use crate::run::Outcome;

/// Writes one run or several as JUnit XML: a suite for each pair of targets, a case for each scenario.
///
/// # Errors
/// [`ReportError`] when the file cannot be written.
pub fn write_junit(path: &Path, runs: &[Results]) -> Result<(), ReportError> {
    let xml = report(runs)
        .to_string()
        .map_err(|error| ReportError::Format {
            path: path.to_owned(),
            reason: error.to_string(),
        })?;
    std::fs::write(path, xml).map_err(|source| ReportError::Write {
        path: path.to_owned(),
        source,
    })
}

fn report(runs: &[Results]) -> Report {
    let mut report = Report::new("openzro-harness");
    report.set_time(runs.iter().map(|run| run.took).sum());
    report.add_test_suites(runs.iter().map(suite));
    report
}

fn suite(results: &Results) -> TestSuite {
    let pair = results.pair.as_ref().map(ToString::to_string);
    let mut suite = TestSuite::new(pair.unwrap_or_default());
    suite.set_time(results.took);
    if let Some(pair) = &results.pair {
        suite.add_property(("authentik", pair.authentik.to_string().as_str()));
        suite.add_property(("openzro", pair.openzro.to_string().as_str()));
    }
    suite.add_test_cases(results.scenarios.iter().map(case));
    suite
}

fn case(scenario: &ScenarioResult) -> TestCase {
    let status = match &scenario.outcome {
        Outcome::Passed { .. } => TestCaseStatus::success(),
        Outcome::Failed(failure) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            let text = describe(&scenario.name, failure);
            status
                .set_type(failure.kind.word())
                .set_message(failure.message.as_str())
                .set_description(console::strip_ansi_codes(&text).into_owned());
            status
        }
        Outcome::Fixed(fixed) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status
                .set_type(scenario.outcome.word())
                .set_message(fixed.to_string());
            status
        }
        Outcome::NotApplicable { reason } | Outcome::Skipped { reason } => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(reason.as_str());
            status
        }
    };
    let (topic, name) = scenario
        .name
        .split_once('/')
        .unwrap_or(("", &scenario.name));
    let mut case = TestCase::new(name, status);
    case.set_classname(topic).set_time(scenario.took);
    case
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn cases_have_their_status_and_no_secret() {
        let xml = report(&[sample::results()]).to_string().unwrap();
        for part in [
            r#"tests="3" skipped="1" errors="0" failures="1""#,
            r#"<testcase name="approved" classname="device" time="0.412"/>"#,
            r#"<failure message="the transcript is not the snapshot" type="snapshot">"#,
            r#"<skipped message="it needs a real Authentik"/>"#,
        ] {
            assert!(xml.contains(part), "{part} is not in\n{xml}");
        }
        assert!(!xml.contains("s3cret"));
    }
}
