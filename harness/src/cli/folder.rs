//! Where the scenarios are when the command line names none.

use std::path::{Path, PathBuf};

use super::CliError;

/// The folder's name.
pub(super) const NAME: &str = "scenarios";

/// The paths that were given, and the folder that scenarios take their names from: the `scenarios`
/// that a path is in, or else the path itself. Without paths, the nearest `scenarios` folder of the
/// current one or one above it; cargo, which runs programs anywhere, tells where its package is.
pub(super) fn find(paths: &[PathBuf]) -> Result<(PathBuf, Vec<PathBuf>), CliError> {
    if let Some(first) = paths.first() {
        return Ok((root_of(first), paths.to_vec()));
    }
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let starts = [Some(here.clone()), package].into_iter().flatten();
    let found = starts.into_iter().find_map(|start| above(&start));
    let folder = found.ok_or(CliError::NoScenarios { here: here.clone() })?;
    let shown = folder.strip_prefix(&here).unwrap_or(&folder).to_owned();
    Ok((shown.clone(), vec![shown]))
}

/// The nearest folder of scenarios at or above `start`.
fn above(start: &Path) -> Option<PathBuf> {
    let mut folders = start.ancestors().map(|folder| folder.join(NAME));
    folders.find(|folder| folder.is_dir())
}

fn root_of(path: &Path) -> PathBuf {
    let named = |folder: &&Path| folder.file_name().is_some_and(|name| name == NAME);
    let root = path.ancestors().find(named);
    let parent = if path.is_dir() {
        Some(path)
    } else {
        path.parent()
    };
    root.or(parent).unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_from_the_folder_of_scenarios() {
        assert_eq!(
            root_of(Path::new("a/scenarios/sso/x.yaml")),
            Path::new("a/scenarios")
        );
        assert_eq!(
            root_of(Path::new("elsewhere/x.yaml")),
            Path::new("elsewhere")
        );
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("scenarios/sso");
        std::fs::create_dir_all(&deep).unwrap();
        assert_eq!(above(&deep), Some(folder.path().join("scenarios")));
    }
}
