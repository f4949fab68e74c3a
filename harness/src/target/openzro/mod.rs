//! openZro's side.

mod binary;
mod files;
mod image;
mod mock;

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ambient::wait_until;
use mock_openzro::{MockOpenzro, Store};
use serde_json::Value;
use url::Url;

use self::binary::Binary;
use super::process::{free_port, loopback};
use super::{OpenzroChoice, TargetError};
use crate::docker::Container;
use crate::driver::Outside;
use crate::lab::{Lab, Role};
use crate::wire::{Entry, Faults, Mark, Outcome, Party, Peer, Tap, Upstream};

/// How long a management server may take until it answers, and until it has read Authentik's users.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a management server is started with.
#[derive(Clone, Debug)]
pub struct OpenzroSettings {
    /// `management.json`. It holds the service account's password.
    pub management_json: Value,
    /// The daemon's flags, as [`crate::provision::Guide::management_flags`] gives them.
    pub flags: Vec<String>,
    /// An existing folder for its configuration and its data, which hold secrets.
    pub folder: PathBuf,
    /// The file for a program's log, in an existing folder.
    pub log: PathBuf,
    /// What a mock remembers across restarts; a program has its database in `folder`.
    pub store: Store,
}

/// An openZro management server that answers, behind a wire tap.
#[derive(Debug)]
#[must_use = "a target stops when it is dropped"]
pub struct Openzro {
    running: Running,
    choice: OpenzroChoice,
    settings: OpenzroSettings,
    lab: Lab,
    outside: Outside,
    tap: Tap,
    management: Url,
}

#[derive(Debug)]
enum Running {
    Mock(MockOpenzro),
    Binary(Binary),
    Image(Container),
    Elsewhere,
    Stopped,
}

impl Openzro {
    /// Starts one, or connects to the one that runs, and waits until it answers and has tried to read
    /// Authentik's users, which it does by itself and at its own time.
    ///
    /// # Errors
    /// [`TargetError`] when it does not start or does not become ready.
    pub async fn start(
        choice: &OpenzroChoice,
        settings: OpenzroSettings,
        lab: &Lab,
        outside: &Outside,
    ) -> Result<Self, TargetError> {
        let since = outside.recorder.mark();
        let (running, management) = run(choice, &settings, lab, outside, None).await?;
        let mut openzro =
            Self::behind_a_tap(running, management, choice, settings, lab, outside).await?;
        openzro.wait_for_warm_up(since).await?;
        Ok(openzro)
    }

    /// One that is stopped, with an address where it will be found.
    ///
    /// # Errors
    /// [`TargetError`] when there is no free port.
    pub async fn stopped(
        choice: &OpenzroChoice,
        settings: OpenzroSettings,
        lab: &Lab,
        outside: &Outside,
    ) -> Result<Self, TargetError> {
        let (running, management) = match choice {
            OpenzroChoice::Url(url) => (Running::Elsewhere, url.clone()),
            OpenzroChoice::Mock | OpenzroChoice::Binary(_) => {
                let port = port_for(&settings)?;
                (Running::Stopped, loopback(lab.scheme(), port))
            }
            OpenzroChoice::MockImage(_) | OpenzroChoice::Image(_) => {
                (Running::Stopped, image::url(lab, port_for(&settings)?))
            }
        };
        Self::behind_a_tap(running, management, choice, settings, lab, outside).await
    }

    async fn behind_a_tap(
        running: Running,
        management: Url,
        choice: &OpenzroChoice,
        settings: OpenzroSettings,
        lab: &Lab,
        outside: &Outside,
    ) -> Result<Self, TargetError> {
        let front = lab.front(Peer::Openzro, management.scheme() == "https");
        let upstream = Upstream::new(management.clone(), &outside.trust)?;
        let tap = Tap::start(front, upstream, Peer::Openzro, &outside.recorder).await?;
        Ok(Self {
            running,
            choice: choice.clone(),
            settings,
            lab: lab.clone(),
            outside: outside.clone(),
            tap,
            management,
        })
    }

    /// Where administrators reach its REST API, through the tap.
    pub fn url(&self) -> &Url {
        self.tap.url()
    }

    /// Where clients reach its gRPC API, which no tap reads: it is encrypted.
    pub fn management(&self) -> &Url {
        &self.management
    }

    /// What the tap does to chosen requests.
    pub fn faults(&self) -> &Faults {
        self.tap.faults()
    }

    /// Stops it, if it runs, and starts it again at the same address, with the same data where it keeps
    /// any. After an error it is stopped.
    ///
    /// # Errors
    /// As for [`Openzro::start`].
    pub async fn restart(&mut self) -> Result<(), TargetError> {
        let port = self.management.port();
        match std::mem::replace(&mut self.running, Running::Stopped) {
            Running::Mock(mock) => drop(mock),
            Running::Binary(binary) => binary.stop().await,
            Running::Stopped => {}
            // Its data is in the container.
            Running::Image(mut container) => {
                let since = self.outside.recorder.mark();
                container.restart().await?;
                let port = port.unwrap_or_default();
                image::wait_until_ready(&container, &self.lab, port).await?;
                self.running = Running::Image(container);
                return self.wait_for_warm_up(since).await;
            }
            Running::Elsewhere => {
                self.running = Running::Elsewhere;
                return Ok(());
            }
        }
        let since = self.outside.recorder.mark();
        let (running, _) =
            run(&self.choice, &self.settings, &self.lab, &self.outside, port).await?;
        self.running = running;
        self.wait_for_warm_up(since).await
    }

    /// Why it runs no more, if it has ended by itself.
    pub fn ended(&mut self) -> Option<TargetError> {
        self.running.ended()
    }

    async fn wait_for_warm_up(&mut self, since: Mark) -> Result<(), TargetError> {
        let manager = &self.settings.management_json["IdpManagerConfig"]["ManagerType"];
        if matches!(self.running, Running::Elsewhere) || manager != "authentik" {
            return Ok(());
        }
        let recorder = self.outside.recorder.clone();
        let seen = wait_until(PATIENCE, || async {
            has_warmed_up(&recorder.since(since)).then_some(())
        });
        let running = Mutex::new(&mut self.running);
        let ended = || async {
            running
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .ended()
        };
        let not_ready = || TargetError::NotReady {
            what: "openZro's first look at Authentik's users".to_owned(),
            patience: PATIENCE,
            hint: format!("openZro's log {}", self.settings.log.display()),
        };
        tokio::select! {
            seen = seen => seen.map_err(|_| not_ready()),
            ended = wait_until(PATIENCE, ended) => Err(ended.unwrap_or_else(|_| not_ready())),
        }
    }
}

impl Running {
    /// Why it runs no more, if it has ended by itself.
    fn ended(&mut self) -> Option<TargetError> {
        match self {
            Self::Mock(mock) => mock.crash().map(TargetError::Crashed),
            Self::Binary(binary) => binary.ended(),
            Self::Image(container) => container.ended().map(TargetError::Docker),
            Self::Elsewhere | Self::Stopped => None,
        }
    }
}

/// A port of this machine for a server that starts later.
fn port_for(settings: &OpenzroSettings) -> Result<u16, TargetError> {
    free_port().map_err(|source| TargetError::File {
        path: settings.folder.clone(),
        source,
    })
}

async fn run(
    choice: &OpenzroChoice,
    settings: &OpenzroSettings,
    lab: &Lab,
    outside: &Outside,
    port: Option<u16>,
) -> Result<(Running, Url), TargetError> {
    Ok(match choice {
        OpenzroChoice::Mock => {
            let mock = mock::start(settings, lab, outside, port).await?;
            let management = loopback(lab.scheme(), mock.address().port());
            (Running::Mock(mock), management)
        }
        OpenzroChoice::Binary(program) => {
            let binary = Binary::start(program, settings, lab, port).await?;
            let management = loopback(lab.scheme(), binary.port());
            (Running::Binary(binary), management)
        }
        OpenzroChoice::MockImage(tag) => {
            contained(Role::MockOpenzro, tag.as_deref(), settings, lab, port).await?
        }
        OpenzroChoice::Image(tag) => {
            contained(Role::Openzro, Some(tag), settings, lab, port).await?
        }
        OpenzroChoice::Url(url) => (Running::Elsewhere, url.clone()),
    })
}

async fn contained(
    role: Role,
    tag: Option<&str>,
    settings: &OpenzroSettings,
    lab: &Lab,
    port: Option<u16>,
) -> Result<(Running, Url), TargetError> {
    let port = port.map_or_else(|| port_for(settings), Ok)?;
    let container = image::start(role, tag, settings, lab, port).await?;
    Ok((Running::Image(container), image::url(lab, port)))
}

/// Whether openZro has tried to read Authentik's users: it has the last page, or something has kept it
/// from that. A failed warm-up is not repeated (openZro reference §1.4).
fn has_warmed_up(entries: &[Entry]) -> bool {
    let exchanges = entries.iter().filter_map(Entry::http);
    let mut asked = exchanges.filter(|it| it.from == Party::Openzro && it.to == Peer::Authentik);
    asked.any(|exchange| {
        let lists_users = match exchange.request.path() {
            "/api/v3/core/users/" => true,
            "/application/o/token/" => false,
            _ => return false,
        };
        match &exchange.outcome {
            Outcome::Answered(response) if response.status.is_success() => {
                let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
                if lists_users {
                    body["pagination"]["next"].as_u64().unwrap_or(0) == 0
                } else {
                    body["access_token"].as_str().is_none()
                }
            }
            _ => true,
        }
    })
}
