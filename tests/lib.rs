//! What the tests of this package share.

use std::path::{Path, PathBuf};

use tokio::runtime::Runtime;

/// The files under `folder` whose names end in `.extension`, in the order of their names.
///
/// # Panics
/// When the folder cannot be read.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder);
        #[expect(clippy::panic, reason = "a test that finds nothing must not pass")]
        let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// A runtime for one test.
///
/// # Panics
/// When the operating system has no more threads.
#[expect(clippy::expect_used, reason = "without it nothing can be tested")]
pub fn runtime() -> Runtime {
    Runtime::new().expect("a runtime")
}
