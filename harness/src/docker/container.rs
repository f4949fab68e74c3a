//! A container.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use ambient::Clock;
use bollard::errors::Error;
use bollard::models::{
    ContainerCreateBody, EndpointSettings, HealthConfig, HostConfig, NetworkingConfig, PortBinding,
};
use bollard::query_parameters::{
    CreateContainerOptionsBuilder, InspectContainerOptions, StartContainerOptions,
    StopContainerOptionsBuilder, UploadToContainerOptionsBuilder,
};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

use super::log::Log;
use super::{DockerError, Engine, Grounds};
use crate::Secret;

/// A file that a container is given.
#[derive(Clone, Debug)]
pub struct File {
    /// Where, from the root on, without a leading slash.
    pub path: &'static str,
    /// What it holds.
    pub content: Secret,
}

/// What a container is to be.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// What it is for, a word for its name.
    pub role: &'static str,
    /// Its image, which must be there.
    pub image: String,
    /// Its command; the image's own when empty.
    pub command: Vec<String>,
    /// Its environment. `Debug` does not show the values.
    pub environment: Vec<(&'static str, Secret)>,
    /// Its files.
    pub files: Vec<File>,
    /// The names that other containers know it by.
    pub aliases: Vec<String>,
    /// The names by which it knows this machine.
    pub hosts: Vec<&'static str>,
    /// The port that is to be reached from outside, and at which one of this machine.
    pub port: Option<(u16, u16)>,
    /// Where its log goes, a file in an existing folder.
    pub log: PathBuf,
    /// What must not stand in the log.
    pub secrets: Vec<Secret>,
}

/// A running container. It is taken away when it is dropped.
#[derive(Debug)]
#[must_use = "a container is taken away when it is dropped"]
pub struct Container {
    grounds: Grounds,
    id: String,
    role: &'static str,
    image: String,
    address: Option<SocketAddr>,
    log: Log,
    fate: Fate,
}

/// What becomes of a container.
#[derive(Debug)]
struct Fate {
    /// How it ended, when it has.
    ended: watch::Receiver<Option<String>>,
    _watching: AbortOnDropHandle<()>,
}

impl Container {
    /// Makes and starts one.
    ///
    /// # Errors
    /// [`DockerError`] when the engine refuses.
    pub async fn start(grounds: &Grounds, spec: Spec) -> Result<Self, DockerError> {
        let address = spec.port.map(|(_, port)| (grounds.address(), port).into());
        let (role, image) = (spec.role, spec.image.clone());
        let log = Log::new(spec.log.clone(), spec.secrets.clone());
        // An earlier run's, in the same folder.
        std::fs::remove_file(log.path()).ok();
        let made = make(grounds.clone(), spec);
        let id = grounds.unstoppable(made).await?;
        let fate = follow(grounds.engine(), &id, &log, 0);
        Ok(Self {
            grounds: grounds.clone(),
            id,
            role,
            image,
            address,
            log,
            fate,
        })
    }

    /// Where this machine reaches its port.
    pub fn address(&self) -> Option<SocketAddr> {
        self.address
    }

    /// Its log.
    pub fn log(&self) -> &std::path::Path {
        self.log.path()
    }

    /// The error that it has ended by itself, if it has.
    pub fn ended(&self) -> Option<DockerError> {
        let status = self.fate.ended.borrow().clone()?;
        Some(DockerError::Ended {
            role: self.role.to_owned(),
            image: self.image.clone(),
            status,
            last_words: self.log.last_words(),
            log: self.log.path().to_owned(),
        })
    }

    /// Stops it and starts it again, with the same address and data.
    ///
    /// # Errors
    /// [`DockerError`] when the engine refuses.
    pub async fn restart(&mut self) -> Result<(), DockerError> {
        let since = i32::try_from(Clock::system().now_seconds()).unwrap_or_default();
        let refused = |error: Error| DockerError::refused("restart", self.role, &error);
        let api = self.grounds.engine().api();
        let at_once = StopContainerOptionsBuilder::new().t(0).build();
        api.stop_container(&self.id, Some(at_once))
            .await
            .map_err(refused)?;
        api.start_container(&self.id, None::<StartContainerOptions>)
            .await
            .map_err(refused)?;
        self.fate = follow(self.grounds.engine(), &self.id, &self.log, since);
        Ok(())
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        let (engine, id) = (self.grounds.engine().clone(), self.id.clone());
        self.grounds.meanwhile(async move {
            // Closing the grounds tries again, and says so if it cannot.
            engine.remove_container(&id).await.ok();
        });
    }
}

async fn make(grounds: Grounds, spec: Spec) -> Result<String, DockerError> {
    let name = grounds.name(spec.role);
    let api = grounds.engine().api();
    let refused = |doing: &'static str| {
        let role = spec.role;
        move |error: Error| DockerError::refused(doing, role, &error)
    };
    let options = CreateContainerOptionsBuilder::new().name(&name).build();
    let created = api
        .create_container(Some(options), body(&grounds, &spec))
        .await;
    let id = created
        .map_err(|error| match error {
            Error::DockerResponseServerError {
                status_code: 404,
                message,
            } => DockerError::not_pulled(&spec.image, format!("not found: {message}")),
            other => refused("make the container of")(other),
        })?
        .id;
    if !spec.files.is_empty() {
        let archive =
            archive(&spec.files).map_err(|error| refused("pack the files of")(error.into()))?;
        let root = UploadToContainerOptionsBuilder::new().path("/").build();
        let archive = bollard::body_full(archive.into());
        api.upload_to_container(&id, Some(root), archive)
            .await
            .map_err(refused("give files to"))?;
    }
    api.start_container(&id, None::<StartContainerOptions>)
        .await
        .map_err(refused("start the container of"))?;
    Ok(id)
}

fn body(grounds: &Grounds, spec: &Spec) -> ContainerCreateBody {
    let environment = spec.environment.iter();
    let environment = environment.map(|(name, value)| format!("{name}={}", value.reveal()));
    let network = EndpointSettings {
        aliases: Some(spec.aliases.clone()),
        ..EndpointSettings::default()
    };
    let open = |(inside, outside): (u16, u16)| {
        let binding = PortBinding {
            host_ip: Some(grounds.address().to_string()),
            host_port: Some(outside.to_string()),
        };
        (format!("{inside}/tcp"), Some(vec![binding]))
    };
    let hosts = spec.hosts.iter();
    let hosts = hosts.map(|name| format!("{name}:{}", grounds.host()));
    ContainerCreateBody {
        image: Some(spec.image.clone()),
        cmd: (!spec.command.is_empty()).then(|| spec.command.clone()),
        env: Some(environment.collect()),
        labels: Some(grounds.labels()),
        exposed_ports: spec.port.map(|(inside, _)| vec![format!("{inside}/tcp")]),
        host_config: Some(HostConfig {
            network_mode: Some(grounds.network().to_owned()),
            port_bindings: spec.port.map(open).map(|open| HashMap::from([open])),
            extra_hosts: Some(hosts.collect()),
            ..HostConfig::default()
        }),
        networking_config: Some(NetworkingConfig {
            endpoints_config: Some(HashMap::from([(grounds.network().to_owned(), network)])),
        }),
        // The harness waits for what it needs; an image's own check may not speak TLS.
        healthcheck: Some(HealthConfig {
            test: Some(vec!["NONE".to_owned()]),
            ..HealthConfig::default()
        }),
        ..ContainerCreateBody::default()
    }
}

/// The files as a tar archive, with the folders that they are in. Nobody but the container has them, and
/// it may run as anybody.
fn archive(files: &[File]) -> std::io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    for file in files {
        let content = file.content.reveal().as_bytes();
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o444);
        archive.append_data(&mut header, file.path, content)?;
    }
    archive.into_inner()
}

/// Follows a container's log, and tells how the container ended when it has.
fn follow(engine: &Engine, id: &str, log: &Log, since: i32) -> Fate {
    let (tell, ended) = watch::channel(None);
    let (engine, id, log) = (engine.clone(), id.to_owned(), log.clone());
    let task = tokio::spawn(async move {
        if let Err(error) = log.follow(engine.clone(), &id, since).await {
            tracing::warn!("no log {}: {error}", log.path().display());
        }
        let options = None::<InspectContainerOptions>;
        let state = engine.api().inspect_container(&id, options).await;
        let state = state.ok().and_then(|container| container.state);
        if let Some(state) = state.filter(|state| state.running != Some(true)) {
            let code = state.exit_code.unwrap_or_default();
            let killed = if state.oom_killed == Some(true) {
                ", killed for want of memory"
            } else {
                ""
            };
            tell.send_replace(Some(format!("exit code {code}{killed}")));
        }
    });
    Fate {
        ended,
        _watching: AbortOnDropHandle::new(task),
    }
}
