//! What the targets of one run share: whether they speak TLS, and the certificates that they show and
//! trust.

mod authority;

use std::net::Ipv4Addr;
use std::sync::Arc;

use ambient::{Authorities, Identity, IdentityError, NoCertificates};

use authority::Authority;
pub use authority::Certified;

use crate::Trust;
use crate::wire::{Front, Peer};

/// The laboratory could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// No certificate could be made.
    #[error("cannot make the run's certificates: {0}")]
    Certificate(#[from] rcgen::Error),
    /// What was made cannot be used.
    #[error("cannot use the run's certificates: {0}")]
    Identity(#[from] IdentityError),
    /// What was made cannot be trusted.
    #[error(transparent)]
    Authorities(#[from] NoCertificates),
}

/// Whether the targets that a run starts speak TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Tls {
    /// They do, as the guide demands, with certificates that are made for the run.
    #[default]
    On,
    /// They speak plain HTTP.
    Off,
}

/// The laboratory of one run. Clones share it.
#[derive(Clone, Debug)]
pub struct Lab(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    tls: Tls,
    /// The certificate of the run's own authority, PEM.
    authority: String,
    authorities: Authorities,
    trust: Trust,
    authentik: Side,
    openzro: Side,
}

/// Where one side is found, and what it shows there.
#[derive(Debug)]
struct Side {
    certified: Certified,
    identity: Identity,
}

impl Side {
    fn new(authority: &Authority, name: &str) -> Result<Self, LabError> {
        let certified = authority.certify(&[name, "localhost", "127.0.0.1", "::1"])?;
        let identity = certified.identity()?;
        Ok(Self {
            certified,
            identity,
        })
    }
}

impl Lab {
    /// Makes the run's own certificate authority, and a certificate of each side. With `elsewhere` some
    /// target runs already, so that the authorities of the environment are trusted too.
    ///
    /// # Errors
    /// [`LabError`] when no certificate can be made.
    pub fn new(tls: Tls, elsewhere: bool) -> Result<Self, LabError> {
        let authority = Authority::new()?;
        let mut authorities = Authorities::from_pem(authority.pem().as_bytes())?;
        if elsewhere {
            authorities = authorities.and(Authorities::of_the_environment());
        }
        Ok(Self(Arc::new(Inner {
            tls,
            trust: Trust::of(&authorities),
            authorities,
            authentik: Side::new(&authority, "authentik")?,
            openzro: Side::new(&authority, "openzro")?,
            authority: authority.pem(),
        })))
    }

    /// Whether the targets that the run starts speak TLS.
    pub fn is_secure(&self) -> bool {
        self.0.tls == Tls::On
    }

    /// `https` or `http`.
    pub fn scheme(&self) -> &'static str {
        if self.is_secure() { "https" } else { "http" }
    }

    /// The certificate of the run's own authority, PEM.
    pub fn authority(&self) -> &str {
        &self.0.authority
    }

    /// The authorities that the run's targets trust.
    pub fn authorities(&self) -> &Authorities {
        &self.0.authorities
    }

    /// Whom drivers trust.
    pub fn trust(&self) -> &Trust {
        &self.0.trust
    }

    fn side(&self, peer: Peer) -> &Side {
        match peer {
            Peer::Authentik => &self.0.authentik,
            Peer::Openzro => &self.0.openzro,
        }
    }

    /// The certificate of a side and its key, if it speaks TLS.
    pub fn certified(&self, peer: Peer) -> Option<&Certified> {
        self.is_secure().then(|| &self.side(peer).certified)
    }

    /// The same, for a server in this process.
    pub fn identity(&self, peer: Peer) -> Option<Identity> {
        self.is_secure().then(|| self.side(peer).identity.clone())
    }

    /// How the tap of a side meets clients, by TLS if `secure`.
    pub fn front(&self, peer: Peer, secure: bool) -> Front {
        Front {
            name: "127.0.0.1",
            listen: Ipv4Addr::LOCALHOST.into(),
            identity: secure.then(|| self.side(peer).identity.http1_only()),
        }
    }
}
