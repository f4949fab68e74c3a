//! Authentik's side.

mod contained;
mod image;
mod live;
mod mock;
mod mock_image;

use std::path::Path;

use mock_authentik::MockAuthentik;
use url::Url;

use super::{AuthentikChoice, TargetError};
use crate::docker::Container;
use crate::driver::Outside;
use crate::lab::{Lab, Role};
use crate::wire::{Faults, Peer, Tap, Upstream};
use crate::{Secret, Trust};

/// An Authentik that answers, behind a wire tap. Everybody reaches it at [`Authentik::url`], which its
/// issuer is made of.
#[derive(Debug)]
#[must_use = "a target stops when it is dropped"]
pub struct Authentik {
    tap: Option<Tap>,
    url: Url,
    token: Secret,
    lab: Lab,
    held: Held,
}

/// What runs as long as it is held.
#[derive(Debug)]
enum Held {
    Mock(MockAuthentik),
    #[expect(dead_code, reason = "containers are taken away when they are dropped")]
    Containers(Vec<Container>),
    Nothing,
}

/// An Authentik that answers.
struct Started {
    url: Url,
    token: Secret,
    /// Who certifies it.
    trust: Trust,
    held: Held,
}

/// The images that a choice needs.
pub(super) fn images(choice: &AuthentikChoice) -> Vec<(Role, Option<&str>)> {
    match choice {
        AuthentikChoice::Mock(_) | AuthentikChoice::Url(_) => Vec::new(),
        AuthentikChoice::MockImage(tag) => vec![(Role::MockAuthentik, tag.as_deref())],
        AuthentikChoice::Image(tag) => {
            let redis = image::needs_redis(tag).then_some((Role::Redis, None));
            let always = [
                (Role::Authentik, Some(tag.as_str())),
                (Role::Postgresql, None),
            ];
            always.into_iter().chain(redis).collect()
        }
    }
}

impl Authentik {
    /// Starts one, or connects to the one that runs; logs go to the existing folder `logs`.
    ///
    /// # Errors
    /// [`TargetError`] when it does not start, or there is no token for it.
    pub async fn start(
        choice: &AuthentikChoice,
        lab: &Lab,
        logs: &Path,
        outside: &Outside,
    ) -> Result<Self, TargetError> {
        let (mut authentik, trust) = Self::run(choice, lab, logs, outside).await?;
        let front = lab.front(Peer::Authentik, authentik.url.scheme() == "https");
        let upstream = Upstream::new(authentik.url, &trust)?;
        let tap = Tap::start(front, upstream, Peer::Authentik, &outside.recorder).await?;
        authentik.url = tap.url().clone();
        authentik.tap = Some(tap);
        Ok(authentik)
    }

    /// As [`Authentik::start`], without a tap: everybody reaches it at its own address.
    ///
    /// # Errors
    /// As for [`Authentik::start`].
    pub async fn start_untapped(
        choice: &AuthentikChoice,
        lab: &Lab,
        logs: &Path,
        outside: &Outside,
    ) -> Result<Self, TargetError> {
        let (authentik, _) = Self::run(choice, lab, logs, outside).await?;
        Ok(authentik)
    }

    async fn run(
        choice: &AuthentikChoice,
        lab: &Lab,
        logs: &Path,
        outside: &Outside,
    ) -> Result<(Self, Trust), TargetError> {
        let started = match choice {
            AuthentikChoice::Mock(profile) => mock::start(*profile, lab, outside).await?,
            AuthentikChoice::MockImage(tag) => {
                mock_image::start(tag.as_deref(), lab, logs, outside).await?
            }
            AuthentikChoice::Image(tag) => image::start(tag, lab, logs, outside).await?,
            AuthentikChoice::Url(url) => Started {
                url: url.clone(),
                token: live::token(url)?,
                trust: lab.trust().clone(),
                held: Held::Nothing,
            },
        };
        let authentik = Self {
            tap: None,
            url: started.url,
            token: started.token,
            lab: lab.clone(),
            held: started.held,
        };
        Ok((authentik, started.trust))
    }

    /// Where everybody reaches it.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// What the tap does to chosen requests, if there is one.
    pub fn faults(&self) -> Option<&Faults> {
        self.tap.as_ref().map(Tap::faults)
    }

    /// What it shares with the run's other targets.
    pub fn lab(&self) -> &Lab {
        &self.lab
    }

    /// An administrator's API token.
    pub fn token(&self) -> &Secret {
        &self.token
    }

    /// The mock's own handle, where it is one: for what no real Authentik offers.
    pub fn mock(&self) -> Option<&MockAuthentik> {
        match &self.held {
            Held::Mock(mock) => Some(mock),
            Held::Containers(_) | Held::Nothing => None,
        }
    }
}
