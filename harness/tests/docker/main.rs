//! Runs whose targets are containers of the mocks' images, which `docker/build` makes.
//!
//! Without a Docker engine or the images these tests say so and pass, unless `OPENZRO_HARNESS_REQUIRE` is
//! `docker`.
#![expect(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that is not run says so; what a test sets up must hold"
)]

mod killed;
mod refused;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use harness::docker::{DockerError, Engine};
use harness::lab::{Images, Named, Role};

/// The engine, if it and the images are there.
async fn engine() -> Option<Engine> {
    match ready().await {
        Ok(engine) => Some(engine),
        Err(error) => {
            let required = std::env::var("OPENZRO_HARNESS_REQUIRE").is_ok_and(|it| it == "docker");
            assert!(!required, "OPENZRO_HARNESS_REQUIRE=docker, and {error}");
            eprintln!("NOT RUN: this test needs containers, and {error}");
            None
        }
    }
}

async fn ready() -> Result<Engine, DockerError> {
    let engine = Engine::connect().await?;
    let named = std::env::var("OPENZRO_HARNESS_IMAGES").unwrap_or_default();
    let named = named.split(',').filter(|named| !named.is_empty());
    let named: Vec<Named> = named.map(|named| named.parse().unwrap()).collect();
    let images = Images::read(None, &named).unwrap();
    for role in [Role::MockAuthentik, Role::MockOpenzro] {
        engine.ensure(&images.reference(role, None)).await?;
    }
    Ok(engine)
}

/// `openzro-harness run` in the repository, with its logs in `logs`.
fn run(logs: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_openzro-harness"));
    command
        .arg("run")
        .arg("--logs")
        .arg(logs)
        .args(arguments)
        .current_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(".."))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Both sides in containers.
const IMAGES: [&str; 4] = ["--authentik", "mock-image", "--openzro", "mock-image"];

/// A scenario of every kind of traffic.
const SCENARIO: &str = "scenarios/device-login/approved.yaml";
