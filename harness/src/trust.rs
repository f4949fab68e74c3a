//! Whom the harness's clients trust, and where they find the names that only a run knows.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use ambient::Authorities;
use reqwest::{Certificate, ClientBuilder};

/// Certificate authorities, and the addresses of host names that no resolver knows.
#[derive(Clone, Debug)]
pub struct Trust {
    authorities: Arc<Vec<Certificate>>,
    hosts: Arc<Vec<(String, IpAddr)>>,
    anything: bool,
}

/// The authorities that the environment names, and every name as the resolver has it.
impl Default for Trust {
    fn default() -> Self {
        Self::of(&Authorities::of_the_environment())
    }
}

impl Trust {
    /// Trusts `authorities` and no others.
    pub fn of(authorities: &Authorities) -> Self {
        // What is no certificate certifies nobody.
        let certificates = authorities.certificates().map(Certificate::from_der);
        Self {
            authorities: Arc::new(certificates.filter_map(Result::ok).collect()),
            hosts: Arc::default(),
            anything: false,
        }
    }

    /// Finds `name` at `address`, whatever a resolver says.
    #[must_use]
    pub fn with_host(mut self, name: impl Into<String>, address: IpAddr) -> Self {
        Arc::make_mut(&mut self.hosts).push((name.into(), address));
        self
    }

    /// Takes whatever certificate a server shows: for one that makes its own when it starts.
    #[must_use]
    pub fn taking_any_certificate(self) -> Self {
        Self {
            anything: true,
            ..self
        }
    }

    /// A client that does so, and uses no proxy.
    pub(crate) fn apply(&self, mut builder: ClientBuilder) -> ClientBuilder {
        for (name, address) in self.hosts.iter() {
            // Port 0 stands for the URL's.
            builder = builder.resolve(name, SocketAddr::new(*address, 0));
        }
        let authorities = self.authorities.iter().cloned();
        builder
            .no_proxy()
            .tls_certs_only(authorities)
            .tls_danger_accept_invalid_certs(self.anything)
    }
}
