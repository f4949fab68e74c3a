//! What the targets of one run share: whether they speak TLS, the certificates that they show and
//! trust, and the network of those that are containers.

mod authority;
mod images;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use ambient::{Authorities, Identity, IdentityError, NoCertificates};

use authority::Authority;
pub use authority::Certified;
pub use images::{Images, ImagesError, Named, Role};

use crate::Trust;
use crate::docker::Grounds;
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

/// What containers need.
#[derive(Debug)]
pub struct Containers {
    /// Where they are.
    pub grounds: Grounds,
    /// What they are made of.
    pub images: Images,
    /// Whether openZro is one of them, and so has to find servers of this machine.
    pub openzro: bool,
}

/// The name of a side that a container finds: of its tap, or of its server.
pub fn host_name(peer: Peer) -> &'static str {
    match peer {
        Peer::Authentik => "authentik.test",
        Peer::Openzro => "openzro.test",
    }
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
    containers: Option<Containers>,
}

/// Where one side is found, and what it shows there.
#[derive(Debug)]
struct Side {
    certified: Certified,
    identity: Identity,
}

impl Side {
    fn new(authority: &Authority, peer: Peer) -> Result<Self, LabError> {
        let names = [host_name(peer), "localhost", "127.0.0.1", "::1"];
        let certified = authority.certify(&names)?;
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
    pub fn new(
        tls: Tls,
        elsewhere: bool,
        containers: Option<Containers>,
    ) -> Result<Self, LabError> {
        let authority = Authority::new()?;
        let mut authorities = Authorities::from_pem(authority.pem().as_bytes())?;
        if elsewhere {
            authorities = authorities.and(Authorities::of_the_environment());
        }
        let mut trust = Trust::of(&authorities);
        if let Some(containers) = &containers {
            for peer in [Peer::Authentik, Peer::Openzro] {
                trust = trust.with_host(host_name(peer), containers.grounds.address());
            }
        }
        Ok(Self(Arc::new(Inner {
            tls,
            trust,
            authorities,
            authentik: Side::new(&authority, Peer::Authentik)?,
            openzro: Side::new(&authority, Peer::Openzro)?,
            authority: authority.pem(),
            containers,
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

    /// What containers need, where a target is one.
    pub fn containers(&self) -> Option<&Containers> {
        self.0.containers.as_ref()
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

    /// The address of this machine as openZro sees it.
    pub fn machine(&self) -> IpAddr {
        let found = self.containers().filter(|containers| containers.openzro);
        found.map_or(Ipv4Addr::LOCALHOST.into(), |found| found.grounds.address())
    }

    /// How the tap of a side meets clients, by TLS if `secure`.
    pub fn front(&self, peer: Peer, secure: bool) -> Front {
        let found = self.containers().is_some_and(|it| it.openzro);
        Front {
            name: if found { host_name(peer) } else { "127.0.0.1" },
            listen: (self.machine(), 0).into(),
            identity: secure.then(|| self.side(peer).identity.http1_only()),
        }
    }
}
