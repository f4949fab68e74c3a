//! A reverse proxy that records what passes, and spoils it where a fault says so.
//!
//! It serves connections itself, not through axum, because a fault may have to reset one.

use std::error::Error;
use std::net::SocketAddr;

use ambient::Identity;
use bytes::Bytes;
use faults::WireEffect;
use http::header::CONTENT_TYPE;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::server::TlsStream;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

use super::body::{ReadError, read};
use super::reply::{Answer, NoAnswer, Reply};
use super::{Exchange, Faults, Party, Peer, Recorder, Request, Started, Upstream};

/// The tap could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// No free port.
    #[error("cannot listen on {address} for the wire tap: {source}")]
    Listen {
        /// Where it was to listen.
        address: SocketAddr,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The upstream is not a bare base URL.
    #[error("cannot send requests to `{0}`: give http://HOST:PORT or https://HOST, without a path")]
    Upstream(Url),
    /// TLS could not be set up.
    #[error(
        "cannot set up TLS: {0}; check that SSL_CERT_FILE, if set, names a file of certificates"
    )]
    Client(String),
}

/// How a tap meets its clients.
#[derive(Clone, Debug)]
pub struct Front {
    /// The host name or address that clients know it by.
    pub name: &'static str,
    /// Where it listens; at a free port with port 0.
    pub listen: SocketAddr,
    /// What it shows to clients; they speak to it in the clear without.
    pub identity: Option<Identity>,
}

impl Front {
    fn url(&self, port: u16) -> Url {
        let scheme = if self.identity.is_some() {
            "https"
        } else {
            "http"
        };
        #[expect(clippy::expect_used, reason = "what clients know a tap by makes a URL")]
        format!("{scheme}://{}:{port}/", self.name)
            .parse()
            .expect("a URL of a name and a port")
    }
}

/// A running tap in front of one upstream. Dropping it closes the socket, every connection and
/// every request under way.
///
/// It keeps the `Host` header its client sent, so that the upstream builds its URLs from the tap's
/// address, and changes nothing else in either direction. An upstream that does not answer is a 502
/// to the client and [`Outcome::Broken`](super::Outcome::Broken) in the record. What a client no longer waits for is
/// forwarded and recorded all the same.
#[derive(Debug)]
#[must_use = "a tap stops when it is dropped"]
pub struct Tap {
    url: Url,
    faults: Faults,
    _stop: DropGuard,
}

impl Tap {
    /// Listens and forwards to `upstream`, the server of `to`.
    ///
    /// # Errors
    /// [`WireError`] when nothing can be listened on, or the upstream is no bare base URL.
    pub async fn start(
        front: Front,
        upstream: Upstream,
        to: Peer,
        recorder: &Recorder,
    ) -> Result<Self, WireError> {
        let address = front.listen;
        let refused = |source| WireError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let url = front.url(listener.local_addr().map_err(refused)?.port());
        let faults = Faults::default();
        let stop = CancellationToken::new();
        let wire = Wire {
            identity: front.identity,
            upstream,
            to,
            recorder: recorder.clone(),
            faults: faults.clone(),
            stop: stop.clone(),
        };
        tokio::spawn(
            stop.clone()
                .run_until_cancelled_owned(accept(listener, wire)),
        );
        Ok(Self {
            url,
            faults,
            _stop: stop.drop_guard(),
        })
    }

    /// Where it listens.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// What it does to chosen requests.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }
}

/// What every connection of a tap shares.
#[derive(Clone)]
struct Wire {
    identity: Option<Identity>,
    upstream: Upstream,
    to: Peer,
    recorder: Recorder,
    faults: Faults,
    stop: CancellationToken,
}

async fn accept(listener: TcpListener, wire: Wire) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let stop = wire.stop.clone();
                tokio::spawn(stop.run_until_cancelled_owned(meet(stream, wire.clone())));
            }
            // Out of file handles, mostly; the next attempt may find one.
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

/// A connection, in the clear or not.
trait Connection: AsyncRead + AsyncWrite + Unpin {
    /// What it goes by.
    fn tcp(&self) -> &TcpStream;
}

impl Connection for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Connection for TlsStream<TcpStream> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
}

async fn meet(stream: TcpStream, wire: Wire) {
    match &wire.identity {
        None => serve(stream, &wire).await,
        Some(identity) => {
            // A client that does not trust the tap has nothing to say to it.
            if let Ok(stream) = identity.accept(stream).await {
                serve(stream, &wire).await;
            }
        }
    }
}

async fn serve(stream: impl Connection, wire: &Wire) {
    let service = service_fn(|request| Box::pin(wire.answer(request)));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let served = std::future::poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let unanswered = |error: hyper::Error| error.source().is_some_and(<dyn Error>::is::<NoAnswer>);
    if served.is_err_and(unanswered) {
        // Closing with a zero linger sends RST in place of FIN.
        let stream = connection.into_parts().io.into_inner();
        stream.tcp().set_zero_linger().ok();
    }
}

impl Wire {
    /// Answers one request in a task of its own, which outlives a client that gives up.
    async fn answer(&self, request: http::Request<Incoming>) -> Result<Answer, NoAnswer> {
        let started = self.recorder.start();
        let wire = self.clone();
        let stop = self.stop.clone();
        let task = tokio::spawn(stop.run_until_cancelled_owned(wire.exchange(started, request)));
        task.await.ok().flatten().unwrap_or(Err(NoAnswer))
    }

    async fn exchange(
        self,
        started: Started,
        request: http::Request<Incoming>,
    ) -> Result<Answer, NoAnswer> {
        let (mut head, body) = request.into_parts();
        let from = Party::take(&mut head.headers);
        let target = head
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str())
            .to_owned();
        let (method, headers) = (head.method, head.headers);
        let (body, unread) = match read(body).await {
            Ok(body) => (body, None),
            Err(error) => (Bytes::new(), Some(error)),
        };
        let request = Request {
            method,
            target,
            headers,
            body,
        };
        let reply = match unread {
            Some(ReadError::TooLarge) => Reply::too_large(),
            Some(ReadError::Broken(reason)) => {
                Reply::None(format!("the request broke off: {reason}"))
            }
            None => self.forward(from, &request).await,
        };
        let (outcome, at, took) = (reply.outcome(), started.at(), started.took());
        started.finish(
            Exchange {
                started: at,
                took,
                from,
                to: self.to,
                request,
                outcome,
            }
            .into(),
        );
        reply.into_answer()
    }

    async fn forward(&self, from: Party, request: &Request) -> Reply {
        let (method, path) = (&request.method, request.path());
        let effect = self.faults.hit(|fault| {
            let hit = fault.matches.matches(from, method, path);
            hit.then(|| fault.effect.clone())
        });
        match &effect {
            Some(WireEffect::Status {
                status,
                body,
                retry_after,
            }) => {
                return Reply::made_up(*status, body.as_deref(), *retry_after);
            }
            Some(WireEffect::Reset) => {
                return Reply::None("a fault reset the connection".to_owned());
            }
            Some(WireEffect::Latency(latency)) => ambient::delay(*latency).await,
            Some(WireEffect::TruncateBody | WireEffect::ContentType(_)) | None => {}
        }
        match (self.upstream.send(request).await, effect) {
            (Err(error), _) => Reply::BadGateway(error),
            (Ok(response), Some(WireEffect::TruncateBody)) => Reply::Half(response),
            (Ok(mut response), Some(WireEffect::ContentType(kind))) => {
                response.headers.insert(CONTENT_TYPE, kind);
                Reply::Whole(response)
            }
            (Ok(response), _) => Reply::Whole(response),
        }
    }
}

#[cfg(test)]
mod tests;
