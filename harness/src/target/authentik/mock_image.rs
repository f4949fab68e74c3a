//! `mock-image`: a fresh mock in a container.

use std::path::Path;
use std::time::Duration;

use super::contained;
use super::{Held, Started};
use crate::Secret;
use crate::docker::{Container, File, Spec};
use crate::driver::Outside;
use crate::lab::{Lab, Role};
use crate::target::TargetError;
use crate::wire::Peer;

/// How long it may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);

/// The port inside.
const PORT: u16 = 9000;

pub(super) async fn start(
    tag: Option<&str>,
    lab: &Lab,
    logs: &Path,
    outside: &Outside,
) -> Result<Started, TargetError> {
    let containers = lab.containers().ok_or(TargetError::NoContainers)?;
    let token = Secret::new(outside.entropy.alphanumeric(60));
    let port = contained::free_port(logs)?;
    let listen = format!("--listen=0.0.0.0:{PORT}");
    let mut command = vec!["serve".to_owned(), listen];
    let mut files = Vec::new();
    if let Some(certified) = lab.certified(Peer::Authentik) {
        command.push("--tls-cert=/certificate.pem".to_owned());
        command.push("--tls-key=/key.pem".to_owned());
        files.push(File {
            path: "certificate.pem",
            content: certified.certificate.as_str().into(),
        });
        files.push(File {
            path: "key.pem",
            content: certified.key.clone(),
        });
    }
    let spec = Spec {
        role: "authentik",
        image: containers.images.reference(Role::MockAuthentik, tag),
        command,
        environment: vec![("AUTHENTIK_BOOTSTRAP_TOKEN", token.clone())],
        files,
        aliases: vec!["authentik-server".to_owned()],
        port: Some((PORT, port)),
        log: logs.join("authentik.log"),
        secrets: vec![token.clone()],
        ..Spec::default()
    };
    let url = contained::url(lab.scheme(), port);
    let held = vec![Container::start(&containers.grounds, spec).await?];
    contained::wait_until_ready(&url, &token, lab.trust(), PATIENCE, &held).await?;
    Ok(Started {
        url,
        token,
        trust: lab.trust().clone(),
        held: Held::Containers(held),
    })
}
