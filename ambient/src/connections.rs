//! Accepting connections and serving them, within [`Limits`].

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::{Extension, Router};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tower::Service as _;

use crate::reset::Resettable;
use crate::{Encrypted, Identity, Limits, Reset, delay};

/// After which the listener is asked again when no connection could be accepted.
const PAUSE: Duration = Duration::from_millis(50);

/// What serves each connection.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) router: Router,
    pub(crate) identity: Option<Identity>,
    pub(crate) limits: Limits,
    /// Lets connections end what they are at, and no more.
    pub(crate) stop: CancellationToken,
}

impl Service {
    /// Serves every connection to `listener`.
    pub(crate) async fn accept(mut self, listener: TcpListener) {
        if self.identity.is_some() {
            self.router = self.router.layer(Extension(Encrypted));
        }
        self.router = self.router.with_state(());
        let free = Arc::new(Semaphore::new(self.limits.connections));
        // The semaphore is never closed.
        while let Ok(place) = Arc::clone(&free).acquire_owned().await {
            let Ok((stream, client)) = listener.accept().await else {
                // Out of file descriptors, for example: what is open already goes on.
                delay(PAUSE).await;
                continue;
            };
            let service = self.clone();
            tokio::spawn(async move {
                service.greet(stream, client).await;
                drop(place);
            });
        }
    }

    async fn greet(self, stream: TcpStream, client: SocketAddr) {
        // Answers are small, and somebody waits for each.
        stream.set_nodelay(true).ok();
        let (stream, reset) = Resettable::new(stream);
        match self.identity.clone() {
            None => self.serve(stream, client, reset).await,
            // A client that could not be greeted is the client's loss.
            Some(identity) => {
                if let Ok(stream) = identity.accept(stream).await {
                    self.serve(stream, client, reset).await;
                }
            }
        }
    }

    /// Serves one connection: HTTP/1.1, or HTTP/2 with prior knowledge.
    async fn serve(
        self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        client: SocketAddr,
        reset: Reset,
    ) {
        let asked = AtomicBool::new(false);
        let service = service_fn(|request: Request<Incoming>| {
            asked.store(true, Ordering::Relaxed);
            let mut request = request.map(Body::new);
            let extensions = request.extensions_mut();
            extensions.insert(ConnectInfo(client));
            extensions.insert(reset.clone());
            let answer = self.router.clone().call(request);
            async move { Ok::<_, Infallible>(answer.await.unwrap_or_else(|never| match never {})) }
        });
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head);
        builder.http2().timer(TokioTimer::new());
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
        // What goes wrong on a connection is its client's affair.
        tokio::select! {
            // hyper waits without limit for the bytes that tell the two protocols apart.
            first = timeout(self.limits.head, connection.as_mut()) => {
                if first.is_ok() || !asked.load(Ordering::Relaxed) {
                    return;
                }
            }
            () = self.stop.cancelled() => {}
        }
        tokio::select! {
            _ = connection.as_mut() => return,
            () = self.stop.cancelled() => connection.as_mut().graceful_shutdown(),
        }
        connection.await.ok();
    }
}
