//! Where a run's containers are: its private network.

use std::collections::HashMap;
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ambient::{Clock, Entropy};
use bollard::errors::Error;
use bollard::models::NetworkCreateRequest;
use bollard::query_parameters::InspectNetworkOptions;
use tokio_util::task::TaskTracker;

use super::{DockerError, Engine, Labels, Sweep, Swept};

/// The private network of a run, and what the containers on it are labelled with. Clones share it.
///
/// [`Grounds::close`] takes everything away. What a run that was killed could not take away, the next
/// run does, when it opens its own.
#[derive(Clone, Debug)]
pub struct Grounds(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    engine: Engine,
    labels: Labels,
    network: String,
    /// The address of this machine that both its programs and containers reach, if there is one.
    gateway: Option<IpAddr>,
    made: AtomicUsize,
    tasks: TaskTracker,
}

impl Grounds {
    /// Takes away what dead runs left behind, and makes a network.
    ///
    /// # Errors
    /// [`DockerError`] when the engine refuses.
    pub async fn open(
        engine: Engine,
        clock: &Clock,
        entropy: &Entropy,
    ) -> Result<Self, DockerError> {
        engine.sweep(Sweep::Dead).await?;
        let labels = Labels::new(clock, entropy);
        let network = format!("openzro-harness-{}", labels.run());
        let request = NetworkCreateRequest {
            name: network.clone(),
            driver: Some("bridge".to_owned()),
            labels: Some(labels.map()),
            ..NetworkCreateRequest::default()
        };
        let refused = |error: Error| DockerError::refused("make the network", &network, &error);
        engine
            .api()
            .create_network(request)
            .await
            .map_err(refused)?;
        let options = None::<InspectNetworkOptions>;
        let made = engine.api().inspect_network(&network, options).await;
        let made = made.map_err(refused)?;
        let configs = made.ipam.and_then(|ipam| ipam.config).unwrap_or_default();
        let mut gateways = configs.into_iter().filter_map(|config| config.gateway);
        let gateway = gateways.find_map(|gateway| gateway.parse().ok());
        Ok(Self(Arc::new(Inner {
            // Where the engine is in a machine of its own, as Docker Desktop's is, the gateway is there.
            gateway: gateway.filter(|gateway: &IpAddr| TcpListener::bind((*gateway, 0)).is_ok()),
            engine,
            labels,
            network,
            made: AtomicUsize::new(0),
            tasks: TaskTracker::new(),
        })))
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// The run's id.
    pub fn run(&self) -> &str {
        self.0.labels.run()
    }

    /// The network's name.
    pub fn network(&self) -> &str {
        &self.0.network
    }

    /// The address of this machine where servers for containers listen, and containers' ports open.
    pub fn address(&self) -> IpAddr {
        self.0.gateway.unwrap_or([127, 0, 0, 1].into())
    }

    /// What containers call this machine's address.
    pub(super) fn host(&self) -> String {
        let address = self.0.gateway.map(|gateway| gateway.to_string());
        address.unwrap_or_else(|| "host-gateway".to_owned())
    }

    pub(super) fn labels(&self) -> HashMap<String, String> {
        self.0.labels.map()
    }

    /// A name for a container of this run.
    pub(super) fn name(&self, role: &str) -> String {
        let number = self.0.made.fetch_add(1, Ordering::Relaxed);
        format!("{}-{role}-{number}", self.0.network)
    }

    /// Does something to its end, even when nobody waits for it any more: a container that is half made
    /// could not be found to be taken away.
    pub(super) async fn unstoppable<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, DockerError>> + Send + 'static,
    ) -> Result<T, DockerError> {
        let done = self.0.tasks.spawn(work).await;
        done.unwrap_or_else(|error| {
            Err(DockerError::Refused {
                doing: "finish what it began".to_owned(),
                reason: error.to_string(),
            })
        })
    }

    /// Does something that nobody waits for, before the grounds are closed.
    pub(super) fn meanwhile(&self, work: impl Future<Output = ()> + Send + 'static) {
        // Without a runtime the process is ending, and closing has been done or cannot be.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(self.0.tasks.track_future(work));
        }
    }

    /// Takes everything away that this run made.
    ///
    /// # Errors
    /// [`DockerError`] when the engine does not let it go.
    pub async fn close(&self) -> Result<Swept, DockerError> {
        self.0.tasks.close();
        self.0.tasks.wait().await;
        let swept = self.engine().sweep(Sweep::Run(self.run())).await?;
        self.0.labels.forget();
        Ok(swept)
    }
}
