//! Starting the mock, and the handle that stops it.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use ambient::{Clock, Entropy, Identity, Limits, ListenError, Server};
use axum::Router;
use axum::middleware::from_fn_with_state;

use crate::app::App;
use crate::http::Receiver;
use crate::{
    Bootstrap, Journal, JournalLimits, Profile, api, control, flows, fresh, http, journal, oauth,
    site,
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
}

/// What the mock is to be. See [`MockAuthentik::builder`].
#[derive(Clone, Debug)]
#[must_use = "nothing runs before `start`"]
pub struct Builder {
    listen: SocketAddr,
    profile: Profile,
    bootstrap: Bootstrap,
    clock: Clock,
    entropy: Entropy,
    control: bool,
    identity: Option<Identity>,
    limits: Limits,
    body_patience: Duration,
    journal: JournalLimits,
}

impl Builder {
    /// Where to listen; a free port on loopback by default.
    pub fn listen(self, listen: SocketAddr) -> Self {
        Self { listen, ..self }
    }

    /// Which version to behave as; the newest by default.
    pub fn profile(self, profile: Profile) -> Self {
        Self { profile, ..self }
    }

    /// What akadmin is bootstrapped with.
    pub fn bootstrap(self, bootstrap: Bootstrap) -> Self {
        Self { bootstrap, ..self }
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
    /// [`StartError`] when the address is taken or no key can be made.
    pub async fn start(self) -> Result<MockAuthentik, StartError> {
        let listening = Server::bind(self.listen).await?;
        let store = fresh::store(
            self.profile,
            &self.bootstrap,
            self.clock.now(),
            &self.entropy,
        )
        .map_err(|error| StartError::Certificate(error.to_string()))?;
        let journal = Journal::new(self.journal);
        let app = App::new(
            self.profile,
            self.clock.clone(),
            self.entropy,
            store,
            journal.clone(),
        );
        let router = router(app, Receiver::new(self.body_patience), self.control);
        Ok(MockAuthentik {
            server: listening.serve_within(self.limits, router, self.identity),
            clock: self.clock,
            journal,
        })
    }
}

fn router(app: App, receiver: Receiver, control: bool) -> Router {
    let routes = Router::new()
        .merge(oauth::router())
        .merge(flows::router())
        .merge(site::router())
        .merge(api::router(&app));
    let mut authentik = http::with_common_answers(routes, app.clone(), receiver);
    if app.journal().limits().exchanges > 0 {
        authentik = authentik.layer(from_fn_with_state(app.clone(), journal::record));
    }
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
    clock: Clock,
    journal: Journal,
}

impl MockAuthentik {
    /// A mock of the newest version on a free port of loopback, bootstrapped with nothing.
    pub fn builder() -> Builder {
        Builder {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            profile: Profile::default(),
            bootstrap: Bootstrap::default(),
            clock: Clock::system(),
            entropy: Entropy::os(),
            control: true,
            identity: None,
            limits: Limits::default(),
            body_patience: Duration::from_secs(30),
            journal: JournalLimits::default(),
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

    /// Its clock, to freeze, set and advance.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What it was asked, and what it answered.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Runs until the task that serves ends, which only dropping the handle brings about.
    pub async fn stopped(&mut self) {
        self.server.stopped().await;
    }
}
