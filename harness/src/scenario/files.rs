//! Finding scenarios.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Scenario, ScenarioError, ScenarioErrorKind};

/// Reads and checks every scenario under `paths`, files or folders, in the order of their names.
///
/// # Errors
/// Every file that is wrong, and every path where there is none.
pub fn load(root: &Path, paths: &[PathBuf]) -> Result<Vec<Scenario>, Vec<ScenarioError>> {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        let before = files.len();
        if let Err(error) = collect(path, &mut files) {
            errors.push(ScenarioErrorKind::Unreadable(error).of(path));
        } else if files.len() == before {
            errors.push(ScenarioErrorKind::None.of(path));
        }
    }
    files.sort();
    files.dedup();
    let mut scenarios = Vec::new();
    for file in files {
        match Scenario::read(root, &file) {
            Ok(scenario) => scenarios.push(scenario),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(scenarios)
    } else {
        Err(errors)
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if fs::metadata(path)?.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
