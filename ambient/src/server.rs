//! A listening HTTP server (HTTP/1.1 and, with prior knowledge, HTTP/2) that stops when dropped.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

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
            .map(|listening| listening.serve(router))
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

    /// `http://ADDRESS`, without a trailing slash.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
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

    /// Answers with `router` from now on.
    pub fn serve(self, router: Router) -> Server {
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let service: IntoMakeServiceWithConnectInfo<Router, SocketAddr> =
            router.into_make_service_with_connect_info();
        let task = tokio::spawn(async move {
            let serve = async {
                // Serving an accepted listener has no error of its own: `axum::serve` retries.
                axum::serve(self.listener, service).await.ok();
            };
            tokio::select! {
                () = serve => {}
                () = stopped.cancelled() => {}
            }
        });
        Server {
            address: self.address,
            stop,
            task: Some(task),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;

    use super::*;

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
