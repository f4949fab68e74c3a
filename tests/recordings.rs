//! Parity: each recording of a real Authentik is a test, which replays it against the mock in this
//! process and compares. The differences that are allowed stand, with their reasons, in
//! `deviations.yaml`; one that no longer occurs fails the test.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use harness::replay::{Deviation, ReplayOptions, ReplayReport, replay};
use harness::target::mock_for_recording;
use integration_tests::{files, runtime};
use libtest_mimic::{Arguments, Failed, Trial};

/// The recordings of one version, which build on one another, and what their replay found.
struct Version {
    files: Vec<PathBuf>,
    report: OnceLock<Result<ReplayReport, String>>,
}

impl Version {
    /// Replays them all, once.
    fn report(&self) -> Result<&ReplayReport, String> {
        let replayed = || runtime().block_on(self.replay());
        self.report
            .get_or_init(replayed)
            .as_ref()
            .map_err(Clone::clone)
    }

    async fn replay(&self) -> Result<ReplayReport, String> {
        let mock = mock_for_recording(&self.files[0], None).await;
        let mock = mock.map_err(|error| error.to_string())?;
        let url = mock.url().parse();
        let url = url.map_err(|error| format!("{}: {error}", mock.url()))?;
        let options = ReplayOptions {
            deviations: Some(deviations()),
            ..ReplayOptions::default()
        };
        let report = replay(&self.files, &url, &options).await;
        report.map_err(|error| error.to_string())
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings")
}

fn deviations() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deviations.yaml")
}

/// `2025.12.4/10-device` of `…/2025.12.4/10-device.har.gz`.
fn name(file: &Path) -> String {
    let path = file
        .strip_prefix(folder())
        .unwrap_or(file)
        .to_string_lossy();
    path.trim_end_matches(".gz")
        .trim_end_matches(".har")
        .to_owned()
}

fn check(version: &Version, name: &str) -> Result<(), Failed> {
    let report = version.report()?;
    let file = report.files.iter().find(|file| file.recording == name);
    match file {
        Some(file) if file.passed() => Ok(()),
        Some(file) => Err(Failed::from(file)),
        None => Err(Failed::from(format!("{name} was not replayed"))),
    }
}

/// Every place of a deviation is in a recording that exists.
fn check_deviations(names: &[String]) -> Result<(), Failed> {
    let listed = Deviation::list(&deviations()).map_err(|error| error.to_string())?;
    let mut places = listed.iter().flat_map(|deviation| &deviation.places);
    match places.find(|place| !names.iter().any(|name| place.is_in(name))) {
        Some(place) => Err(format!("there is no recording for the deviation at {place}").into()),
        None => Ok(()),
    }
}

fn main() -> ExitCode {
    let mut versions: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in files(&folder(), "gz") {
        let parent = file.parent().map(Path::to_owned).unwrap_or_default();
        versions.entry(parent).or_default().push(file);
    }
    let mut trials = Vec::new();
    for files in versions.into_values() {
        let version = Arc::new(Version {
            files,
            report: OnceLock::new(),
        });
        for file in &version.files {
            let (version, name) = (Arc::clone(&version), name(file));
            trials.push(Trial::test(name.clone(), move || check(&version, &name)));
        }
    }
    let names: Vec<String> = trials.iter().map(|trial| trial.name().to_owned()).collect();
    trials.push(Trial::test("deviations", move || check_deviations(&names)));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
