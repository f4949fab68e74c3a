//! Authentik's side.

mod live;
mod mock;

use mock_authentik::MockAuthentik;
use url::Url;

use super::{AuthentikChoice, TargetError};
use crate::Secret;
use crate::driver::Outside;
use crate::wire::{Faults, Peer, Tap};

/// An Authentik that answers, behind a wire tap. Everybody reaches it at [`Authentik::url`], which its
/// issuer is made of.
#[derive(Debug)]
#[must_use = "a target stops when it is dropped"]
pub struct Authentik {
    tap: Tap,
    token: Secret,
    mock: Option<MockAuthentik>,
}

impl Authentik {
    /// Starts one, or connects to the one that runs.
    ///
    /// # Errors
    /// [`TargetError`] when it does not start, or there is no token for it.
    pub async fn start(choice: &AuthentikChoice, outside: &Outside) -> Result<Self, TargetError> {
        let (base, token, mock) = match choice {
            AuthentikChoice::Mock => mock::start(outside).await?,
            AuthentikChoice::Url(url) => (url.clone(), live::token(url)?, None),
        };
        let tap = Tap::start(base, Peer::Authentik, &outside.recorder).await?;
        Ok(Self { tap, token, mock })
    }

    /// Where everybody reaches it.
    pub fn url(&self) -> &Url {
        self.tap.url()
    }

    /// What the tap does to chosen requests.
    pub fn faults(&self) -> &Faults {
        self.tap.faults()
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
