//! A listening HTTP server (HTTP/1.1 and, with prior knowledge, HTTP/2) that stops when dropped.

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{Identity, Limits, connections};

/// The address could not be listened on.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot listen on {address}: {source}; stop what uses that port, or give port 0 for a free one"
)]
pub struct ListenError {
    /// What was asked for.
    pub address: SocketAddr,
    /// What the operating system said.
    pub source: std::io::Error,
}

/// A running server. Dropping it closes the socket and every connection.
#[derive(Debug)]
#[must_use = "a server stops when its handle is dropped"]
pub struct Server {
    address: SocketAddr,
    secure: bool,
    stop: CancellationToken,
    task: Option<JoinHandle<()>>,
}

impl Server {
    /// Listens on `address` (port 0: a free one) and serves `router`.
    ///
    /// # Errors
    /// [`ListenError`] when the address is taken, not this machine's, or not allowed.
    pub async fn start(address: SocketAddr, router: Router) -> Result<Self, ListenError> {
        Self::bind(address)
            .await
            .map(|listening| listening.serve(router, None))
    }

    /// Listens on `address` before it is known what to serve, for servers that must know their own
    /// URL first. Clients that connect wait until [`Listening::serve`].
    ///
    /// # Errors
    /// [`ListenError`], as for [`Server::start`].
    pub async fn bind(address: SocketAddr) -> Result<Listening, ListenError> {
        let refused = |source| ListenError { address, source };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        Ok(Listening { listener, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://ADDRESS`, or with TLS `https://ADDRESS`, without a trailing slash.
    pub fn url(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Runs until the server is stopped, which this handle alone can do.
    pub async fn stopped(&mut self) {
        if let Some(task) = self.task.take() {
            task.await.ok();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// A socket that listens and does not answer yet.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
}

impl Listening {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers with `router` from now on: by TLS as `identity`, or without one in the clear. Requests
    /// that came by TLS have [`Encrypted`](crate::Encrypted) among their extensions.
    pub fn serve(self, router: Router, identity: Option<Identity>) -> Server {
        self.serve_within(Limits::default(), router, identity)
    }

    /// As [`Listening::serve`], within other limits than the usual ones.
    pub fn serve_within(
        self,
        limits: Limits,
        router: Router,
        identity: Option<Identity>,
    ) -> Server {
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let secure = identity.is_some();
        let task = tokio::spawn(async move {
            let service = connections::Service {
                router,
                identity,
                limits,
                stop: stopped.clone(),
            };
            stopped
                .run_until_cancelled(service.accept(self.listener))
                .await;
        });
        Server {
            address: self.address,
            secure,
            stop,
            task: Some(task),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::Extension;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::time::timeout;

    use super::*;
    use crate::Encrypted;

    fn loopback() -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], 0))
    }

    fn hello() -> Router {
        Router::new().route("/", get(|| async { "hello" }))
    }

    #[tokio::test]
    async fn serves_until_dropped() {
        let server = Server::start(loopback(), hello()).await.unwrap();
        let url = server.url();
        assert_eq!(
            reqwest::get(&url).await.unwrap().text().await.unwrap(),
            "hello"
        );
        drop(server);
        let closed = crate::wait_until(std::time::Duration::from_secs(5), || async {
            reqwest::get(&url).await.is_err().then_some(())
        });
        closed.await.expect("the socket is closed");
    }

    async fn within(limits: Limits) -> Server {
        let listening = Server::bind(loopback()).await.unwrap();
        listening.serve_within(limits, hello(), None)
    }

    #[tokio::test]
    async fn who_does_not_ask_is_let_go() {
        let server = within(Limits {
            head: Duration::from_millis(50),
            ..Limits::default()
        })
        .await;
        for beginning in [
            "",
            "G",
            "PRI * HT",
            "GET / HTTP/1.1\r\nHost: ",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        ] {
            let mut client = TcpStream::connect(server.address()).await.unwrap();
            client.write_all(beginning.as_bytes()).await.unwrap();
            let mut heard = Vec::new();
            let closed = timeout(Duration::from_secs(10), client.read_to_end(&mut heard)).await;
            assert!(closed.is_ok(), "{beginning:?} keeps its connection");
        }
    }

    #[tokio::test]
    async fn connections_beyond_the_limit_wait_for_room() {
        let server = within(Limits {
            connections: 1,
            ..Limits::default()
        })
        .await;
        let idle = TcpStream::connect(server.address()).await.unwrap();
        let asked = tokio::spawn(reqwest::get(server.url()));
        assert!(
            timeout(Duration::from_millis(50), idle.readable())
                .await
                .is_err()
        );
        assert!(!asked.is_finished());
        drop(idle);
        assert_eq!(asked.await.unwrap().unwrap().status(), 200);
    }

    #[tokio::test]
    async fn speaks_tls_and_lets_nobody_wait_for_a_slow_client() {
        let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let (chain, key) = (made.cert.pem(), made.signing_key.serialize_pem());
        let identity = Identity::from_pem(chain.as_bytes(), key.as_bytes()).unwrap();
        let scheme = |encrypted: Option<Extension<Encrypted>>| async move {
            if encrypted.is_some() { "https" } else { "http" }
        };
        let listening = Server::bind(loopback()).await.unwrap();
        let router = Router::new().route("/", get(scheme));
        let server = listening.serve(router, Some(identity));
        let slow = tokio::net::TcpStream::connect(server.address()).await;
        let trusted = crate::Authorities::from_pem(chain.as_bytes()).unwrap();
        let trusted = trusted.certificates().map(reqwest::Certificate::from_der);
        let client = reqwest::Client::builder().tls_certs_only(trusted.map(Result::unwrap));
        let answer = client
            .build()
            .unwrap()
            .get(server.url())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.text().await.unwrap(), "https");
        drop(slow);
    }

    #[tokio::test]
    async fn a_taken_port_is_named() {
        let first = Server::start(loopback(), hello()).await.unwrap();
        let error = Server::start(first.address(), hello())
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains(&first.address().to_string()), "{error}");
        assert!(error.contains("port 0"), "{error}");
    }
}
