//! What bad input gets: each its own exit code, and words about what to do next.

use harness::cli::exit;
use harness::docker::{Sweep, Swept};

use super::{IMAGES, SCENARIO, engine, run};

/// Runs it, which must fail with one of `codes`, and gives what it said.
fn refused(arguments: &[&str], environment: &[(&str, &str)], codes: &[u8]) -> String {
    let logs = tempfile::tempdir().unwrap();
    let mut command = run(logs.path(), arguments);
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    let code = output
        .status
        .code()
        .and_then(|code| u8::try_from(code).ok());
    assert!(
        code.is_some_and(|code| codes.contains(&code)),
        "{code:?}: {said}"
    );
    said
}

/// Needs no engine, as there is none.
#[test]
fn no_engine_is_told_with_what_to_do() {
    let nowhere = [("DOCKER_HOST", "unix:///nowhere/docker.sock")];
    let said = refused(&IMAGES, &nowhere, &[exit::NO_DOCKER]);
    assert!(said.contains("unix:///nowhere/docker.sock"), "{said}");
    assert!(said.contains("dockerd"), "{said}");
}

#[test]
fn an_image_that_is_named_wrongly_is_told() {
    let arguments = [IMAGES.as_slice(), &["--image", "keycloak=x"]].concat();
    let said = refused(&arguments, &[], &[exit::USAGE]);
    assert!(said.contains("keycloak=x"), "{said}");
}

#[tokio::test]
async fn an_image_that_is_not_there_is_told() {
    if engine().await.is_none() {
        return;
    }
    let arguments = ["--authentik", "mock-image:no-such-tag", SCENARIO];
    // A registry that cannot be asked is told apart from one that has no such image.
    let said = refused(&arguments, &[], &[exit::NO_IMAGE, exit::REGISTRY]);
    assert!(said.contains("mock-authentik:no-such-tag"), "{said}");
}

#[tokio::test]
async fn a_container_that_ends_by_itself_is_told_with_its_last_words() {
    let Some(engine) = engine().await else { return };
    // The other mock knows no `serve`.
    let wrong = [
        "--authentik",
        "mock-image",
        "--image",
        "mock-authentik=mock-openzro:local",
    ];
    let arguments = [wrong.as_slice(), &[SCENARIO]].concat();
    let said = refused(&arguments, &[], &[exit::CONTAINER_ENDED]);
    assert!(said.contains("unexpected argument 'serve'"), "{said}");
    assert_eq!(engine.sweep(Sweep::Dead).await.unwrap(), Swept::default());
}
