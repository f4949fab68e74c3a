//! Finding scenarios.

use std::fs;
use std::io;
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
        match self::files(path) {
            Ok(found) if found.is_empty() => errors.push(ScenarioErrorKind::None.of(path)),
            Ok(found) => files.extend(found),
            Err(error) => errors.push(ScenarioErrorKind::Unreadable(error).of(path)),
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

/// The files of scenarios at `path`, which is one itself or a folder of them.
///
/// # Errors
/// What the operating system says.
pub fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    collect(path, &mut files)?;
    Ok(files)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
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
