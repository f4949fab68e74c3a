//! Starting the mock, and the handle that stops it.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use ambient::{Clock, Entropy, Identity, Limits, ListenError, Server};
use axum::Router;

use crate::app::{App, Origin};
use crate::http::Receiver;
use crate::{
    Bootstrap, Fault, Faults, Journal, JournalLimits, Profile, RotationError, Seed, SeedError, api,
    control, flows, front, oauth, rotation, site,
};

/// Why the mock did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address could not be listened on.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The signing key or its certificate could not be made.
    #[error("cannot make the self-signed certificate: {0}")]
    Certificate(String),
    /// The seed cannot be planted.
    #[error(transparent)]
    Seed(#[from] SeedError),
}

/// What the mock is to be. See [`MockAuthentik::builder`].
#[derive(Clone, Debug)]
#[must_use = "nothing runs before `start`"]
pub struct Builder {
    listen: SocketAddr,
    profile: Option<Profile>,
    seed: Seed,
    bootstrap: Bootstrap,
    clock: Clock,
    entropy: Entropy,
    control: bool,
    identity: Option<Identity>,
    limits: Limits,
    body_patience: Duration,
    journal: JournalLimits,
    faults: Vec<Fault>,
    strict_device_grant: bool,
}

impl Builder {
    /// Where to listen; a free port on loopback by default.
    pub fn listen(self, listen: SocketAddr) -> Self {
        Self { listen, ..self }
    }

    /// Which version to behave as; by default the seed's, else the newest.
    pub fn profile(self, profile: Profile) -> Self {
        let profile = Some(profile);
        Self { profile, ..self }
    }

    /// What akadmin is bootstrapped with, rather than what the seed says.
    pub fn bootstrap(self, bootstrap: Bootstrap) -> Self {
        Self { bootstrap, ..self }
    }

    /// What it holds beside what a fresh installation does.
    pub fn seed(self, seed: Seed) -> Self {
        Self { seed, ..self }
    }

    /// The clock that drives issuing, expiry and verifying alike; the system's by default.
    pub fn clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// Where ids and secrets come from; the operating system by default.
    pub fn entropy(self, entropy: Entropy) -> Self {
        Self { entropy, ..self }
    }

    /// Whether it can be controlled over HTTP, under `/_mock/`; it can by default.
    pub fn control(self, control: bool) -> Self {
        Self { control, ..self }
    }

    /// Begins with this fault set; more than one may be.
    ///
    /// ```
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// use mock_authentik::faults::{Defect, TokenDefect, TokenFault, WhichToken};
    /// use mock_authentik::{Fault, MockAuthentik};
    ///
    /// let expired = TokenFault { defect: TokenDefect::Expired, of: WhichToken::Id };
    /// let fault = Fault::new("expired", Defect::Token(expired)).times(1);
    /// let authentik = MockAuthentik::builder().fault(fault).start().await?;
    /// // The next ID token is an expired one. Then:
    /// assert_eq!(authentik.faults().hits("expired"), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Whether devices that poll hear `slow_down`, `access_denied` and `expired_token`, as RFC 8628, section
    /// 3.5, says. They do not by default, because Authentik never says so.
    pub fn strict_device_grant(self, strict_device_grant: bool) -> Self {
        Self {
            strict_device_grant,
            ..self
        }
    }

    /// Speaks TLS, as Authentik does on its port 9443; in the clear by default.
    pub fn tls(self, identity: Identity) -> Self {
        let identity = Some(identity);
        Self { identity, ..self }
    }

    /// How many connections it has at once, and how long one may keep it waiting for a request.
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// How long the body of a request may take to arrive; 30 seconds by default, as in Authentik's front.
    pub fn body_patience(self, body_patience: Duration) -> Self {
        Self {
            body_patience,
            ..self
        }
    }

    /// How much the journal keeps.
    pub fn journal(self, journal: JournalLimits) -> Self {
        Self { journal, ..self }
    }

    /// Starts it.
    ///
    /// # Errors
    /// [`StartError`] when the address is taken, no key can be made, or the seed is wrong.
    pub async fn start(self) -> Result<MockAuthentik, StartError> {
        let listening = Server::bind(self.listen).await?;
        let origin = Origin {
            profile: self.profile.or(self.seed.profile()).unwrap_or_default(),
            bootstrap: self.bootstrap.or(self.seed.bootstrap()),
            faults: [self.seed.faults(), &self.faults].concat(),
            strict_device_grant: self.strict_device_grant || self.seed.strict().device_grant,
            seed: self.seed,
        };
        let app = App::new(origin, self.clock, self.entropy, Journal::new(self.journal))?;
        let receiver = Receiver::new(self.body_patience);
        let router = router(app.clone(), receiver, self.control);
        Ok(MockAuthentik {
            server: listening.serve_within(self.limits, router, self.identity),
            app,
        })
    }
}

fn router(app: App, receiver: Receiver, control: bool) -> Router {
    let routes = Router::new()
        .merge(oauth::router())
        .merge(flows::router())
        .merge(site::router())
        .merge(api::router(&app));
    let authentik = front::in_front_of(routes, app.clone(), receiver);
    if control {
        authentik.merge(control::router(app))
    } else {
        authentik
    }
}

/// A running mock. Dropping it stops it.
#[derive(Debug)]
#[must_use = "the mock stops when its handle is dropped"]
pub struct MockAuthentik {
    server: Server,
    app: App,
}

impl MockAuthentik {
    /// A mock of the newest version on a free port of loopback, bootstrapped with nothing.
    pub fn builder() -> Builder {
        Builder {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            profile: None,
            seed: Seed::default(),
            bootstrap: Bootstrap::default(),
            clock: Clock::system(),
            entropy: Entropy::os(),
            control: true,
            identity: None,
            limits: Limits::default(),
            body_patience: Duration::from_secs(30),
            journal: JournalLimits::default(),
            faults: Vec::new(),
            strict_device_grant: false,
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// `http://ADDRESS`, or with TLS `https://ADDRESS`, without a trailing slash.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Which version it behaves as.
    pub fn profile(&self) -> Profile {
        self.app.profile()
    }

    /// Its clock, to freeze, set and advance.
    pub fn clock(&self) -> &Clock {
        self.app.clock()
    }

    /// What goes wrong on purpose: set, clear, list and count it here.
    ///
    /// ```
    /// # tokio::runtime::Runtime::new()?.block_on(async {
    /// use mock_authentik::faults::WireEffect;
    /// use mock_authentik::{Fault, MockAuthentik};
    ///
    /// let authentik = MockAuthentik::builder().start().await?;
    /// let keys = "/application/o/*/jwks/".parse()?;
    /// authentik.faults().set(Fault::new("keys out of reach", WireEffect::Reset).at(keys).times(2));
    /// let jwks = format!("{}/application/o/openzro/jwks/", authentik.url());
    /// assert!(reqwest::get(jwks).await.is_err());
    /// assert_eq!(authentik.faults().hits("keys out of reach"), Some(1));
    /// authentik.faults().clear("keys out of reach");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn faults(&self) -> &Faults {
        self.app.faults()
    }

    /// Switches [`Builder::strict_device_grant`] while it runs.
    pub fn set_strict_device_grant(&self, strict: bool) {
        self.app.set_strict_device_grant(strict);
    }

    /// Makes a new key for each one that a provider signs with, and has the providers sign with it. Gives the
    /// `kid` of each new key.
    ///
    /// A real Authentik publishes a provider's present key alone (recording `60-key-rotation`, "jwks after
    /// rotation"), which is `keep_old: false`: who fetches the key set then, cannot verify the tokens of
    /// before. With `keep_old`, the old keys stay in the key set. Authentik itself looks tokens up and goes
    /// on to accept them either way ("userinfo with a token of the old key").
    ///
    /// # Errors
    /// [`RotationError`] when no provider has a signing key, or none can be made.
    pub fn rotate_key(&self, keep_old: bool) -> Result<Vec<String>, RotationError> {
        rotation::rotate_key(&self.app, keep_old)
    }

    /// What it was asked, and what it answered.
    pub fn journal(&self) -> &Journal {
        self.app.journal()
    }

    /// Begins anew: objects, clock, randomness and faults are as the builder and the seed said, and the
    /// journal is empty.
    ///
    /// # Errors
    /// [`StartError`], as for [`Builder::start`].
    pub fn reset(&self) -> Result<(), StartError> {
        self.app.reset()
    }

    /// Runs until the task that serves ends, which only dropping the handle brings about.
    pub async fn stopped(&mut self) {
        self.server.stopped().await;
    }
}
