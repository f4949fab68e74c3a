//! Whatever is in a file that the harness reads, it is read or refused with the file's name, and nothing
//! panics.
#![cfg(test)]

use std::path::{Path, PathBuf};

use harness::har::Recording;
use harness::replay::Deviation;
use harness::scenario::Scenario;
use harness::snapshot::Snapshot;
use proptest::prelude::*;
use proptest::test_runner::Config;
use tempfile::TempDir;

const HAR: &str = r#"{"log": {"version": "1.2", "creator": {"name": "c", "version": "1"}, "entries": [{
  "startedDateTime": "2026-11-24T00:00:00Z",
  "request": {"method": "GET", "url": "http://127.0.0.1:9000/a?b=c", "headers": [{"name": "accept", "value": "*/*"}],
    "postData": {"mimeType": "text/plain", "text": "é"}},
  "response": {"status": 200, "headers": [], "content": {"size": 4, "text": "AAAA", "encoding": "base64"}},
  "comment": "first"}]}}"#;

fn cases(usual: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok();
    Config {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual),
        failure_persistence: None,
        ..Config::default()
    }
}

/// Texts that are read well, of each kind.
fn scenarios() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let files = [
        "device-login/approved",
        "users/invite",
        "sso/wrong-redirect-uri",
    ];
    let text =
        |file: &str| std::fs::read_to_string(folder.join(file).with_extension("yaml")).unwrap();
    files.map(text).to_vec()
}

fn repository(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::read_to_string(root.join(file)).unwrap()
}

/// A change of a few bytes: some are taken away, others put in their place.
#[derive(Clone, Debug)]
struct Edit {
    at: prop::sample::Index,
    taken: usize,
    put: Vec<u8>,
}

impl Edit {
    fn of(&self, text: &mut Vec<u8>) {
        let at = self.at.index(text.len() + 1);
        let end = text.len().min(at + self.taken);
        text.splice(at..end, self.put.iter().copied());
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let put = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..6),
        prop::sample::select(vec![
            "\n",
            "- ",
            "  ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "${",
            "&a ",
            "*a",
            "!!int ",
            "|",
            ">",
            "<<: ",
            "null",
            "1e999",
            "-1",
            "\u{0}",
            "\u{feff}",
            "99999999999999999999",
            "-9999-12-31T00:00:00Z",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    (any::<prop::sample::Index>(), 0..12_usize, put).prop_map(|(at, taken, put)| Edit {
        at,
        taken,
        put,
    })
}

/// Any bytes, or a good text that was edited a little.
fn bytes(good: Vec<String>) -> impl Strategy<Value = Vec<u8>> {
    let edited = (
        prop::sample::select(good),
        prop::collection::vec(edit(), 1..5),
    );
    let edited = edited.prop_map(|(text, edits)| {
        let mut text = text.into_bytes();
        for edit in &edits {
            edit.of(&mut text);
        }
        text
    });
    prop_oneof![1 => prop::collection::vec(any::<u8>(), 0..200), 6 => edited]
}

/// Reads a file of these bytes.
fn read<T, E: std::fmt::Display>(
    folder: &TempDir,
    name: &str,
    bytes: &[u8],
    read: impl Fn(&Path) -> Result<T, E>,
) -> Result<(), TestCaseError> {
    let file: PathBuf = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    if let Err(error) = read(&file) {
        let said = error.to_string();
        prop_assert!(said.contains(name), "{said}");
    }
    Ok(())
}

#[test]
fn scenarios_are_read_or_refused() {
    let folder = TempDir::new().unwrap();
    proptest!(cases(256), |(bytes in bytes(scenarios()))| {
        read(&folder, "a.yaml", &bytes, |file| Scenario::read(folder.path(), file))?;
    });
}

#[test]
fn recordings_are_read_or_refused() {
    let folder = TempDir::new().unwrap();
    proptest!(cases(256), |(bytes in bytes(vec![HAR.to_owned()]), packed in any::<bool>())| {
        let name = if packed { "a.har.gz" } else { "a.har" };
        read(&folder, name, &bytes, Recording::read)?;
    });
}

#[test]
fn deviations_and_snapshots_are_read_or_refused() {
    let folder = TempDir::new().unwrap();
    let deviations = repository("tests/deviations.yaml")
        .lines()
        .take(40)
        .collect::<Vec<_>>()
        .join("\n");
    let snapshot = repository("scenarios/users/invite.snap");
    proptest!(cases(96), |(deviations in bytes(vec![deviations.clone()]), snapshot in bytes(vec![snapshot.clone()]))| {
        read(&folder, "a.yaml", &deviations, Deviation::list)?;
        read(&folder, "a.snap", &snapshot, Snapshot::read)?;
    });
}

#[test]
fn what_is_nested_without_end_is_refused() {
    let folder = TempDir::new().unwrap();
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
        let deep = format!(
            "summary: a\nsteps: {}{}",
            open.repeat(10_000),
            close.repeat(10_000)
        );
        let file = folder.path().join("deep.yaml");
        std::fs::write(&file, deep).unwrap();
        assert!(Scenario::read(folder.path(), &file).is_err());
    }
    let file = folder.path().join("deep.har");
    std::fs::write(&file, format!("{{\"log\": {}", "[".repeat(100_000))).unwrap();
    assert!(Recording::read(&file).is_err());
}
