//! Builder and handle.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use ambient::{Authorities, Clock, Entropy, ListenError, Server};
use tokio::sync::{Mutex, watch};
use tokio_util::task::AbortOnDropHandle;

use crate::app::{App, Inner};
use crate::auth::Validator;
use crate::config::{self, Config, ConfigError};
use crate::flags::Flags;
use crate::grpc::{self, WgPrivateKeyError};
use crate::idp::{Cache, IncompleteIdp, Manager, client};
use crate::store::Store;
use crate::{account, rest, tls};

/// Why the mock did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// `management.json` was refused.
    #[error("failed reading provided config file: {file}: {source}")]
    Config {
        /// The file, or "(given as a value)".
        file: String,
        /// Why.
        source: ConfigError,
    },
    /// `IdpManagerConfig` was refused.
    #[error("failed retrieving a new idp manager with err: {0}")]
    Idp(#[from] IncompleteIdp),
    /// `--single-account-mode-domain` is no domain.
    #[error(
        "failed to build default manager: invalid domain \"{0}\" provided for a single account mode. Please review your input for --single-account-mode-domain"
    )]
    SingleAccountModeDomain(String),
    /// The server's own key is none.
    #[error("failed creating gRPC API handler: {0}")]
    WgPrivateKey(#[from] WgPrivateKeyError),
    /// `CertFile` and `CertKey` are given and cannot be used.
    #[error(transparent)]
    Certificate(#[from] tls::CertificateError),
    /// The address could not be listened on.
    #[error("failed creating TCP listener: {0}")]
    Listen(#[from] ListenError),
    /// There is no HTTP client to be had.
    #[error("cannot make an HTTP client: {0}; check the system's CA certificates")]
    Client(#[from] reqwest::Error),
}

impl StartError {
    /// Whether the real server crashes here instead of refusing.
    pub fn is_crash(&self) -> bool {
        matches!(
            self,
            Self::Config {
                source: ConfigError::NoHttpConfig,
                ..
            } | Self::Idp(IncompleteIdp::ClientConfig)
        )
    }
}

/// Says what to start.
#[derive(Debug)]
#[must_use = "nothing runs before `start`"]
pub struct Builder {
    source: Source,
    flags: Flags,
    clock: Clock,
    entropy: Entropy,
    listen: Listen,
    trusted: Option<Authorities>,
    variables: BTreeMap<String, String>,
    store: Store,
}

#[derive(Debug)]
enum Source {
    File(PathBuf),
    Value(Box<Config>),
}

/// Where to listen.
#[derive(Debug)]
enum Listen {
    At(SocketAddr),
    /// On the port that is openZro's own: 80, and 443 with TLS.
    OwnPort(IpAddr),
}

impl Listen {
    fn address(&self, secure: bool) -> SocketAddr {
        match self {
            Self::At(address) => *address,
            Self::OwnPort(address) => (*address, if secure { 443 } else { 80 }).into(),
        }
    }
}

/// A running mock. It stops when dropped.
#[derive(Debug)]
#[must_use = "the mock stops when its handle is dropped"]
pub struct MockOpenzro {
    address: SocketAddr,
    url: String,
    crash: watch::Receiver<Option<String>>,
    _running: AbortOnDropHandle<()>,
}

/// The mock crashed where the real server does.
#[derive(Clone, Debug, thiserror::Error)]
#[error("panic: {0}")]
pub struct Crashed(String);

impl MockOpenzro {
    /// Says what to start.
    pub fn builder() -> Builder {
        Builder {
            source: Source::Value(Box::default()),
            flags: Flags::default(),
            clock: Clock::system(),
            entropy: Entropy::os(),
            listen: Listen::At(SocketAddr::from(([127, 0, 0, 1], 0))),
            trusted: None,
            store: Store::default(),
            variables: BTreeMap::new(),
        }
    }

    /// `http://ADDRESS`, or with TLS `https://ADDRESS`, without a trailing slash: REST is under `/api`,
    /// gRPC at its root.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Why it crashed, if it has.
    pub fn crash(&self) -> Option<Crashed> {
        self.crash.borrow().clone().map(Crashed)
    }

    /// Waits until it crashes as the real server does, such as on users without an email (reference,
    /// section 1.4). Nothing else stops it but its handle.
    pub async fn crashed(&mut self) -> Crashed {
        loop {
            if let Some(reason) = self.crash.borrow_and_update().clone() {
                return Crashed(reason);
            }
            if self.crash.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }
}

impl Builder {
    /// Reads this `management.json` at the start.
    pub fn config_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.source = Source::File(path.into());
        self
    }

    /// Takes this configuration instead of a file.
    pub fn config(mut self, config: Config) -> Self {
        self.source = Source::Value(Box::new(config));
        self
    }

    /// The variables that `{{.VAR}}` in `management.json` stands for. None by default.
    pub fn variables(mut self, variables: impl IntoIterator<Item = (String, String)>) -> Self {
        self.variables = variables.into_iter().collect();
        self
    }

    /// Sets the flags.
    pub fn flags(mut self, flags: Flags) -> Self {
        self.flags = flags;
        self
    }

    /// Sets the clock.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets the source of randomness.
    pub fn entropy(mut self, entropy: Entropy) -> Self {
        self.entropy = entropy;
        self
    }

    /// Goes on with what a server before it remembers; an empty store by default.
    pub fn store(mut self, store: Store) -> Self {
        self.store = store;
        self
    }

    /// Listens here instead of on a free port of 127.0.0.1.
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = Listen::At(address);
        self
    }

    /// Listens at this address, on port 80, or when the configuration names a certificate, 443.
    pub fn listen_on_own_port(mut self, address: IpAddr) -> Self {
        self.listen = Listen::OwnPort(address);
        self
    }

    /// Trusts the servers that these certify instead of those that the environment names.
    pub fn trusted(mut self, trusted: Authorities) -> Self {
        self.trusted = Some(trusted);
        self
    }

    /// Starts, in the real server's order: configuration, discovery, IdP manager, keys, listener.
    ///
    /// # Errors
    /// [`StartError`], in the real server's words where it refuses too.
    pub async fn start(self) -> Result<MockOpenzro, StartError> {
        let (file, config) = match self.source {
            Source::File(path) => (
                path.display().to_string(),
                config::read(&path, &self.variables),
            ),
            Source::Value(config) => ("(given as a value)".to_owned(), Ok(*config)),
        };
        let refused = |source| StartError::Config {
            file: file.clone(),
            source,
        };
        let trusted = self.trusted;
        let trusted = trusted.unwrap_or_else(Authorities::of_the_environment);
        let plain = client(None, &trusted)?;
        let config = config::finish(config.map_err(refused)?, &self.flags, &plain)
            .await
            .map_err(refused)?;
        let idp = match &config.idp_manager_config {
            Some(settings) => Manager::new(
                settings,
                client(Some(crate::idp::TIMEOUT), &trusted)?,
                self.clock.clone(),
            )?,
            None => None,
        };
        let domain = &self.flags.single_account_mode_domain;
        if !domain.is_empty() && !account::is_domain_valid(domain) {
            return Err(StartError::SingleAccountModeDomain(domain.clone()));
        }
        let identity = tls::identity(config.http_config.as_ref())?;
        let key = grpc::private_key(&self.variables, &config, &self.entropy)?;
        let (crash, crashed) = watch::channel(None);
        let validator = Validator::start(&config, plain, self.clock.clone()).await;
        let app = App::new(Inner {
            config,
            flags: self.flags,
            store: self.store,
            validator,
            idp,
            cache: Cache::new(self.clock.clone(), self.entropy.clone()),
            clock: self.clock,
            entropy: self.entropy,
            account_lock: Mutex::default(),
            global_lock: Mutex::default(),
            stuck: AtomicBool::new(false),
            crash,
        });
        let listening = Server::bind(self.listen.address(identity.is_some())).await?;
        let address = listening.address();
        let router = rest::router(app.clone(), grpc::routes(app.clone(), key));
        let server = listening.serve(router, identity);
        Ok(MockOpenzro {
            address,
            url: server.url(),
            crash: crashed.clone(),
            _running: AbortOnDropHandle::new(tokio::spawn(run(app, server, crashed))),
        })
    }
}

/// Warms the cache up, and keeps the server until it crashes.
async fn run(app: App, server: Server, mut crashed: watch::Receiver<Option<String>>) {
    let serve = async move {
        crashed.wait_for(Option::is_some).await.ok();
        drop(server);
    };
    tokio::join!(account::warm_up(&app), serve);
}
