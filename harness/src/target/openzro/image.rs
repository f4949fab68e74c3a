//! `image:TAG` and `mock-image`: a management server in a container, which takes the same flags and files.

use std::path::Path;
use std::time::Duration;

use url::Url;

use super::{OpenzroSettings, files};
use crate::Secret;
use crate::docker::{Container, File, Spec};
use crate::lab::{Lab, Role, host_name};
use crate::target::{TargetError, ready};
use crate::wire::Peer;

/// How long it may take until it answers: the first start of a large image reads it from the disk.
const PATIENCE: Duration = Duration::from_secs(60);

/// The port inside, which needs no privileges.
const PORT: u16 = 8080;

const CERTIFICATE: &str = "etc/openzro/certificate.pem";
const KEY: &str = "etc/openzro/key.pem";

/// Where it will be found, at `port` of this machine.
pub(super) fn url(lab: &Lab, port: u16) -> Url {
    #[expect(clippy::expect_used, reason = "a host name and a port make a URL")]
    format!("{}://{}:{port}/", lab.scheme(), host_name(Peer::Openzro))
        .parse()
        .expect("a URL of a name and a port")
}

/// Starts it, and waits until its REST API answers.
pub(super) async fn start(
    role: Role,
    tag: Option<&str>,
    settings: &OpenzroSettings,
    lab: &Lab,
    port: u16,
) -> Result<Container, TargetError> {
    let containers = lab.containers().ok_or(TargetError::NoContainers)?;
    let spec = spec(settings, lab, containers.images.reference(role, tag), port);
    let container = Container::start(&containers.grounds, spec).await?;
    wait_until_ready(&container, lab, port).await?;
    Ok(container)
}

/// Waits until its REST API answers.
pub(super) async fn wait_until_ready(
    container: &Container,
    lab: &Lab,
    port: u16,
) -> Result<(), TargetError> {
    let users = ready::at(&url(lab, port), "/api/users");
    let ended = || container.ended().map(TargetError::Docker);
    ready::answers(users, lab.trust(), PATIENCE, container.log(), ended).await
}

fn spec(settings: &OpenzroSettings, lab: &Lab, image: String, port: u16) -> Spec {
    let mut config = settings.management_json.clone();
    let file = |path, content| File { path, content };
    let mut given = vec![
        file("etc/openzro/authorities.pem", lab.authority().into()),
        // The folder for its data, which the published image leaves to a volume.
        file("var/lib/openzro/.keep", Secret::default()),
    ];
    if let Some(certified) = lab.certified(Peer::Openzro) {
        given.push(file(CERTIFICATE, certified.certificate.as_str().into()));
        given.push(file(KEY, certified.key.clone()));
        let inside = |path| Path::new("/").join(path);
        files::certify(&mut config, &inside(CERTIFICATE), &inside(KEY));
    }
    let password = &config["IdpManagerConfig"]["ExtraConfig"]["Password"];
    let secrets = password.as_str().map(Secret::from).into_iter().collect();
    given.push(file(
        "etc/openzro/management.json",
        format!("{config:#}\n").into(),
    ));
    let flags = [
        format!("--port={PORT}"),
        "--config=/etc/openzro/management.json".to_owned(),
        "--datadir=/var/lib/openzro/".to_owned(),
        "--log-file=console".to_owned(),
        "--log-level=debug".to_owned(),
        // Neither of these may leave this machine.
        "--disable-geolite-update=true".to_owned(),
        "--disable-anonymous-metrics=true".to_owned(),
    ];
    Spec {
        role: "openzro",
        image,
        command: flags.into_iter().chain(settings.flags.clone()).collect(),
        environment: vec![
            ("OPENZRO_UPDATE_CHECK_URL", Secret::default()),
            ("SSL_CERT_FILE", "/etc/openzro/authorities.pem".into()),
        ],
        files: given,
        aliases: vec!["management".to_owned()],
        hosts: vec![host_name(Peer::Authentik)],
        port: Some((PORT, port)),
        log: settings.log.clone(),
        secrets,
    }
}
