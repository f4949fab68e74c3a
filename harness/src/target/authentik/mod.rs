//! Authentik's side.

mod live;
mod mock;

use mock_authentik::MockAuthentik;
use url::Url;

use super::{AuthentikChoice, TargetError};
use crate::Secret;
use crate::driver::Outside;
use crate::lab::Lab;
use crate::wire::{Faults, Peer, Tap, Upstream};

/// An Authentik that answers, behind a wire tap. Everybody reaches it at [`Authentik::url`], which its
/// issuer is made of.
#[derive(Debug)]
#[must_use = "a target stops when it is dropped"]
pub struct Authentik {
    tap: Option<Tap>,
    url: Url,
    token: Secret,
    lab: Lab,
    mock: Option<MockAuthentik>,
}

impl Authentik {
    /// Starts one, or connects to the one that runs.
    ///
    /// # Errors
    /// [`TargetError`] when it does not start, or there is no token for it.
    pub async fn start(
        choice: &AuthentikChoice,
        lab: &Lab,
        outside: &Outside,
    ) -> Result<Self, TargetError> {
        let mut authentik = Self::start_untapped(choice, lab, outside).await?;
        let front = lab.front(Peer::Authentik, authentik.url.scheme() == "https");
        let upstream = Upstream::new(authentik.url, &outside.trust)?;
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
        outside: &Outside,
    ) -> Result<Self, TargetError> {
        let (url, token, mock) = match choice {
            AuthentikChoice::Mock => mock::start(lab, outside).await?,
            AuthentikChoice::Url(url) => (url.clone(), live::token(url)?, None),
        };
        let tap = None;
        Ok(Self {
            tap,
            url,
            token,
            lab: lab.clone(),
            mock,
        })
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
        self.mock.as_ref()
    }
}
