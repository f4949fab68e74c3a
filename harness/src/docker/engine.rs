//! The Docker engine.

use bollard::Docker;
use bollard::errors::Error;
use bollard::query_parameters::CreateImageOptionsBuilder;
use futures_util::TryStreamExt;

use super::DockerError;
use super::error::innermost;

/// Where an engine is that nothing is said of.
const USUAL: &str = "unix:///var/run/docker.sock";

/// A Docker engine that answers.
#[derive(Clone, Debug)]
pub struct Engine(Docker);

impl Engine {
    /// The engine that `DOCKER_HOST` names, or the machine's own, in the version of its API that both
    /// sides know.
    ///
    /// # Errors
    /// [`DockerError::NoEngine`] or [`DockerError::NoPermission`].
    pub async fn connect() -> Result<Self, DockerError> {
        let host = std::env::var("DOCKER_HOST").unwrap_or_else(|_| USUAL.to_owned());
        let unreachable = |error: Error| DockerError::unreachable(&host, &error);
        let docker = Docker::connect_with_host(&host).map_err(unreachable)?;
        Ok(Self(docker.negotiate_version().await.map_err(unreachable)?))
    }

    pub(super) fn api(&self) -> &Docker {
        &self.0
    }

    /// Sees to it that `image` is there: pulls it if it is not.
    ///
    /// # Errors
    /// [`DockerError`] when there is no such image, or it cannot be had.
    pub async fn ensure(&self, image: &str) -> Result<(), DockerError> {
        if self.0.inspect_image(image).await.is_ok() {
            return Ok(());
        }
        let options = CreateImageOptionsBuilder::new().from_image(image).build();
        let progress = self.0.create_image(Some(options), None, None);
        let not_pulled = |error: Error| DockerError::not_pulled(image, innermost(&error));
        progress
            .try_for_each(|_| std::future::ready(Ok(())))
            .await
            .map_err(not_pulled)
    }
}
