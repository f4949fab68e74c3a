//! JUnit XML, for CI systems.

use std::path::Path;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{ReportError, Results, ScenarioResult, describe};
use crate::run::Outcome;

/// Writes a run as JUnit XML: one suite, a case for each scenario.
///
/// # Errors
/// [`ReportError`] when the file cannot be written.
pub fn write_junit(path: &Path, results: &Results) -> Result<(), ReportError> {
    let xml = report(results)
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

fn report(results: &Results) -> Report {
    let mut suite = TestSuite::new("scenarios");
    suite.set_time(results.took);
    if let Some(pair) = &results.pair {
        suite.add_property(("authentik", pair.authentik.to_string().as_str()));
        suite.add_property(("openzro", pair.openzro.to_string().as_str()));
    }
    suite.add_test_cases(results.scenarios.iter().map(case));
    let mut report = Report::new("openzro-harness");
    report.set_time(results.took);
    report.add_test_suite(suite);
    report
}

fn case(scenario: &ScenarioResult) -> TestCase {
    let status = match &scenario.outcome {
        Outcome::Passed => TestCaseStatus::success(),
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
        let xml = report(&sample::results()).to_string().unwrap();
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
