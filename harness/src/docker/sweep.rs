//! Taking away what runs left behind.

use std::collections::HashMap;
use std::fmt;

use bollard::errors::Error;
use bollard::query_parameters::{
    ListContainersOptionsBuilder, ListNetworksOptionsBuilder, ListVolumesOptionsBuilder,
    RemoveContainerOptionsBuilder, RemoveVolumeOptionsBuilder,
};

use super::labels::{HOST, RUN, host, is_alive};
use super::{DockerError, Engine};

/// Whose things are taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sweep<'a> {
    /// Those of one run.
    Run(&'a str),
    /// Those of this machine's runs that have ended, however they did.
    Dead,
    /// Those of every run, on whichever machine, alive or not.
    All,
}

impl Sweep<'_> {
    fn takes(self, labels: Option<&HashMap<String, String>>) -> bool {
        let label = |name| labels.and_then(|labels| labels.get(name).map(String::as_str));
        match (self, label(RUN)) {
            (_, None) => false,
            (Self::Run(wanted), Some(run)) => run == wanted,
            (Self::Dead, Some(run)) => label(HOST) == Some(&host()) && !is_alive(run),
            (Self::All, Some(_)) => true,
        }
    }
}

/// How much was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Containers.
    pub containers: usize,
    /// Networks.
    pub networks: usize,
    /// Volumes.
    pub volumes: usize,
}

impl fmt::Display for Swept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            containers,
            networks,
            volumes,
        } = self;
        write!(
            f,
            "containers: {containers}, networks: {networks}, volumes: {volumes}"
        )
    }
}

impl Engine {
    /// Takes things away: containers, then the networks and volumes that they used.
    ///
    /// # Errors
    /// [`DockerError::Refused`] when the engine does not let them go. What went before is gone.
    pub async fn sweep(&self, which: Sweep<'_>) -> Result<Swept, DockerError> {
        let labelled = HashMap::from([("label".to_owned(), vec![RUN.to_owned()])]);
        let refused = |error: Error| DockerError::refused("list", "what runs left behind", &error);
        let mut swept = Swept::default();

        let options = ListContainersOptionsBuilder::new().all(true);
        let options = options.filters(&labelled).build();
        let containers = self.api().list_containers(Some(options)).await;
        for container in containers.map_err(refused)? {
            if let Some(id) = container
                .id
                .filter(|_| which.takes(container.labels.as_ref()))
            {
                self.remove_container(&id).await?;
                swept.containers += 1;
            }
        }

        let options = ListNetworksOptionsBuilder::new().filters(&labelled).build();
        let networks = self.api().list_networks(Some(options)).await;
        for network in networks.map_err(refused)? {
            if let Some(id) = network.id.filter(|_| which.takes(network.labels.as_ref())) {
                gone("network", &id, self.api().remove_network(&id).await)?;
                swept.networks += 1;
            }
        }

        let options = ListVolumesOptionsBuilder::new().filters(&labelled).build();
        let volumes = self.api().list_volumes(Some(options)).await;
        for volume in volumes.map_err(refused)?.volumes.unwrap_or_default() {
            if which.takes(Some(&volume.labels)) {
                let options = RemoveVolumeOptionsBuilder::new().force(true).build();
                let removed = self.api().remove_volume(&volume.name, Some(options)).await;
                gone("volume", &volume.name, removed)?;
                swept.volumes += 1;
            }
        }
        Ok(swept)
    }

    /// Takes a container away, running or not, with the volumes that have no name.
    pub(super) async fn remove_container(&self, id: &str) -> Result<(), DockerError> {
        let options = RemoveContainerOptionsBuilder::new().force(true).v(true);
        let removed = self.api().remove_container(id, Some(options.build())).await;
        gone("container", id, removed)
    }
}

/// What is gone already, or is just going, is as gone as it should be.
fn gone(kind: &str, id: &str, removed: Result<(), Error>) -> Result<(), DockerError> {
    match removed {
        Ok(())
        | Err(Error::DockerResponseServerError {
            status_code: 404 | 409,
            ..
        }) => Ok(()),
        Err(error) => Err(DockerError::refused(
            "remove",
            &format!("{kind} {id}"),
            &error,
        )),
    }
}
