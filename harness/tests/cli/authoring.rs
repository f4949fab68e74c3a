//! `new`: a scenario is begun.

use std::fs;

use super::{exit, harness, refused};

#[test]
fn a_new_scenario_runs_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let scenarios = folder
        .path()
        .join("scenarios")
        .to_string_lossy()
        .into_owned();
    let place = ["--folder", &scenarios];
    let said = harness(&[["new", "users/first-login"].as_slice(), &place].concat());
    let said = String::from_utf8(said.stdout).unwrap();
    let file = format!("{scenarios}/users/first-login.yaml");
    assert!(
        said.contains(&format!("run --watch --update-snapshots {file}")),
        "{said}"
    );
    let text = fs::read_to_string(&file).unwrap();
    assert!(
        text.starts_with("# yaml-language-server: $schema=../schema.json\n"),
        "{text}"
    );
    assert!(text.contains("summary: First login.\n"), "{text}");
    assert!(folder.path().join("scenarios/schema.json").is_file());
    let logs = folder.path().join("logs").to_string_lossy().into_owned();
    let run = harness(&["run", "--update-snapshots", "--logs", &logs, &file]);
    let said = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(exit::OK.into()), "{said}");
    let again = [["new", "users/first-login"].as_slice(), &place].concat();
    let said = refused(&again, exit::NOT_WRITTEN);
    assert!(said.contains("is there already"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn flags_say_what_a_new_scenario_is_about() {
    let folder = tempfile::tempdir().unwrap();
    let scenarios = folder.path().to_string_lossy().into_owned();
    let made = harness(&[
        "new",
        "users/gone",
        "--folder",
        &scenarios,
        "--summary",
        "Who is deleted: gone?",
        "--user",
        "alice",
        "--user",
        "bob",
        "--ref",
        "guide:delete-users",
        "--step",
        "users.delete",
        "--step",
        "authentik.user",
    ]);
    assert!(made.status.success(), "{made:?}");
    let text = fs::read_to_string(folder.path().join("users/gone.yaml")).unwrap();
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_not_known_is_refused_with_a_suggestion() {
    let said = refused(&["new", "a/b", "--step", "sso.logn"], exit::USAGE);
    assert!(said.contains("did you mean `sso.login`?"), "{said}");
    let said = refused(&["new", "a/b", "--ref", "guide:clientid"], exit::USAGE);
    assert!(said.contains("did you mean `client-id`?"), "{said}");
    let said = refused(&["new", "Login"], exit::USAGE);
    assert!(said.contains("TOPIC/NAME"), "{said}");
}
