//! The program `openzro-harness`, run as users run it: what it says, and its exit codes.
#![expect(clippy::unwrap_used, reason = "what a test sets up must hold")]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use harness::cli::exit;

mod authoring;
mod record;
mod watch;

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn harness(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_openzro-harness"))
        .args(arguments)
        .current_dir(root())
        .env_remove("AUTHENTIK_TOKEN")
        .output()
        .unwrap()
}

/// Runs the program, which must fail with `code` and one paragraph, which is given back.
fn refused(arguments: &[&str], code: u8) -> String {
    let output = harness(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code.into()), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    let paragraph = said.trim_end();
    let paragraph = paragraph.trim_end_matches("\n\nFor more information, try '--help'.");
    assert!(!paragraph.contains("\n\n"), "one paragraph: {said}");
    said
}

/// A folder with one scenario that holds `text`, and the scenario's path.
fn scenario(text: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.yaml");
    std::fs::write(&path, text).unwrap();
    let path = path.to_string_lossy().into_owned();
    (folder, path)
}

#[test]
fn help_says_what_there_is_and_what_each_exit_code_means() {
    let output = harness(&["--help"]);
    assert!(output.status.success());
    insta::assert_snapshot!("help", String::from_utf8(output.stdout).unwrap());
}

#[test]
fn an_unknown_key_is_named_with_its_place() {
    let (_folder, path) = scenario("summary: x\nsteps:\n  - sso.login:\n      usr: alice\n");
    let said = refused(&["validate", &path], exit::BAD_SCENARIO);
    assert!(said.contains(&format!("{path}:4:7: `usr`")), "{said}");
}

#[test]
fn a_person_whom_nothing_defines_has_a_code_of_their_own() {
    let (_folder, path) = scenario(
        "summary: x\ngiven: {users: {alice: {}}}\nsteps:\n  - sso.login: {user: alicia}\n",
    );
    let said = refused(&["run", &path], exit::UNKNOWN_PERSON);
    assert!(said.contains("`alicia`"), "{said}");
}

/// Runs a scenario against both mocks, with snapshots in its own folder.
fn run(text: &str) -> Output {
    let (folder, path) = scenario(text);
    let logs = folder.path().join("logs");
    harness(&[
        "run",
        &path,
        "--update-snapshots",
        "--logs",
        &logs.to_string_lossy(),
    ])
}

#[test]
fn a_known_bug_that_is_gone_has_an_outcome_and_a_code_of_its_own() {
    let bug = |status: u16, once_mended: u16| {
        format!(
            "summary: x\nknown_bug: It is refused.\nsteps:\n  - http: {{method: GET, path: /api/users, \
             expect: {{status: {status}, once_mended: {{status: {once_mended}}}}}}}\n"
        )
    };
    // Whoever has not logged in gets 401.
    for (status, once_mended, code, word) in [
        (401, 200, exit::OK, "1 passed"),
        (200, 401, exit::FIXED, "1 fixed?"),
        (200, 500, exit::FAILED, "1 failed"),
    ] {
        let output = run(&bug(status, once_mended));
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code.into()), "{said}");
        assert!(said.contains(word), "{said}");
    }
}

#[test]
fn a_scenario_may_start_openzro_itself_and_see_it_fail() {
    let output = run("summary: x\nsteps:\n  \
         - fault.set: {name: down, matches: {from: openzro}, effect: {status: {status: 502}}}\n  \
         - openzro.start: {expect: {outcome: ended, seen: {says: {contains: failed reading}}}}\n  \
         - fault.clear: {name: down}\n  \
         - openzro.start: {expect: {outcome: started}}\n  \
         - openzro.status: {expect: {outcome: running}}\n");
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(exit::OK.into()), "{said}");
}

#[test]
fn a_missing_file_is_named() {
    for command in ["run", "validate", "list"] {
        let said = refused(&[command, "scenarios/nowhere.yaml"], exit::MISSING_FILE);
        assert!(said.contains("scenarios/nowhere.yaml"), "{said}");
    }
    let said = refused(
        &["replay", "nowhere.har", "--against", "mock"],
        exit::MISSING_FILE,
    );
    assert!(said.contains("nowhere.har"), "{said}");
}

#[test]
fn a_target_that_is_none_is_named_with_those_there_are() {
    let said = refused(&["run", "--authentik", "real"], exit::USAGE);
    assert!(said.contains("`real` is no target"), "{said}");
    assert!(said.contains("`url:URL`"), "{said}");
}

#[test]
fn a_target_that_does_not_answer_is_named() {
    // Bound and never served, then closed: nothing answers there.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let token = ["--token", "not-to-be-shown"];
    let provision = [
        "provision",
        "--authentik-url",
        &url,
        "--domain",
        "zro.example.com",
    ];
    let said = refused(&[provision.as_slice(), &token].concat(), exit::NO_ANSWER);
    assert!(said.contains(&url), "{said}");
    assert!(!said.contains("not-to-be-shown"), "{said}");
    let target = format!("url:{url}");
    let said = refused(&["run", "--authentik", &target], exit::NO_ANSWER);
    assert!(said.contains(&url), "{said}");
}

#[test]
fn provisioning_needs_a_token() {
    let url = ["--authentik-url", "http://127.0.0.1:9000"];
    let arguments = [
        ["provision", "--domain", "zro.example.com"].as_slice(),
        &url,
    ]
    .concat();
    let said = refused(&arguments, exit::USAGE);
    assert!(said.contains("--token-file"), "{said}");
}

#[test]
fn a_snapshot_without_its_scenario_is_refused() {
    let scenarios = "summary: x\nsteps:\n  - guide.follow: {}\n";
    let (folder, _path) = scenario(scenarios);
    std::fs::write(folder.path().join("gone.snap"), "---\n---\n").unwrap();
    let folder = folder.path().to_string_lossy().into_owned();
    let said = refused(&["validate", &folder], exit::STRAY_SNAPSHOT);
    assert!(said.contains("gone.snap"), "{said}");
}

#[test]
fn the_schema_in_the_repository_is_current() {
    for arguments in [
        ["schema", "--check", "scenarios/schema.json"].as_slice(),
        &["schema", "--markdown", "--check", "docs/scenarios.md"],
    ] {
        let output = harness(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(exit::OK.into()), "{said}");
    }
}

#[test]
fn a_pair_that_cannot_be_started_fails_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("matrix.json");
    let logs = folder.path().join("logs");
    let output = harness(&[
        "matrix",
        "--authentik=mock:2024.12,url:http://127.0.0.1:1",
        "--json",
        json.to_str().unwrap(),
        "--logs",
        logs.to_str().unwrap(),
        "scenarios/sso/wrong-redirect-uri.yaml",
    ]);
    assert_eq!(output.status.code(), Some(exit::TARGET_NOT_STARTED.into()));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("wrong-redirect-uri  passed          failed"),
        "{said}"
    );
    assert!(said.contains("    B: target: "), "{said}");
    assert!(said.contains("start it, or correct the address"), "{said}");
    let written = std::fs::read_to_string(json).unwrap();
    assert!(
        written.contains("\"authentik\": \"url:http://127.0.0.1:1/\""),
        "{written}"
    );
}
