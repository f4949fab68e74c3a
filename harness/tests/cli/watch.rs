//! `run --watch`: what changes is run again.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Reads what the program says until a line has `words`; gives all the lines.
fn until(lines: &mut impl Iterator<Item = String>, words: &str) -> String {
    let mut said = String::new();
    for line in lines {
        said.push_str(&line);
        said.push('\n');
        if line.contains(words) {
            break;
        }
    }
    assert!(said.contains(words), "it ended without `{words}`:\n{said}");
    said
}

/// Ends the program as Ctrl-C does, if it has not ended yet.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn write(folder: &Path, name: &str, status: u16) {
    let text = format!(
        "summary: x\nsteps:\n  - http: {{method: GET, path: /api/users, expect: {{status: {status}}}}}\n"
    );
    put(folder, name, &text);
}

/// Puts a whole file in another's place, as editors do.
fn put(folder: &Path, name: &str, text: &str) {
    let beside = folder.join("beside");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, folder.join(name)).unwrap();
}

#[test]
fn only_what_changed_is_run_again_and_what_is_wrong_may_be_mended() {
    let folder = tempfile::tempdir().unwrap();
    let scenarios = folder.path().join("scenarios");
    fs::create_dir(&scenarios).unwrap();
    write(&scenarios, "one.yaml", 200);
    write(&scenarios, "two.yaml", 401);
    let child = Command::new(env!("CARGO_BIN_EXE_openzro-harness"))
        .args(["run", "--watch", "--update-snapshots", "--logs"])
        .arg(folder.path().join("logs"))
        .arg(&scenarios)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut running = Running(child);
    let out = BufReader::new(running.0.stdout.take().unwrap());
    let mut lines = out.lines().map_while(Result::ok);
    let first = until(&mut lines, "waiting for scenarios to change");
    assert!(
        first.contains("1 passed") && first.contains("1 failed"),
        "{first}"
    );
    // Whoever has not logged in gets 401.
    write(&scenarios, "one.yaml", 401);
    let second = until(&mut lines, "waiting for scenarios to change");
    assert!(
        second.contains("running 1 scenario:") && second.contains("1 passed"),
        "{second}"
    );
    put(&scenarios, "two.yaml", "summary: x\n");
    until(&mut lines, "waiting for scenarios to change");
    write(&scenarios, "two.yaml", 401);
    let last = until(&mut lines, "waiting for scenarios to change");
    assert!(last.contains("1 passed"), "{last}");
    #[cfg(unix)]
    {
        let pid = running.0.id().to_string();
        assert!(Command::new("kill").arg(pid).status().unwrap().success());
        assert_eq!(
            running.0.wait().unwrap().code(),
            Some(harness::cli::exit::OK.into())
        );
    }
}
