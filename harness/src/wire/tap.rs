//! A reverse proxy that records what passes, and spoils it where a fault says so.
//!
//! It serves connections itself, not through axum, because a fault may have to reset one.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};

use bytes::Bytes;
use faults::WireEffect;
use http::header::CONTENT_TYPE;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
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
    /// Listens on a free port of the loopback interface and forwards to `upstream`.
    ///
    /// # Errors
    /// [`WireError`] when nothing can be listened on, or `upstream` is no bare base URL.
    pub async fn start(upstream: Url, to: Peer, recorder: &Recorder) -> Result<Self, WireError> {
        let upstream = Upstream::new(upstream)?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let refused = |source| WireError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let mut url = upstream.base().clone();
        // An `http` or `https` URL with a host accepts all three, so none of them can fail.
        url.set_scheme("http").ok();
        url.set_ip_host(address.ip()).ok();
        url.set_port(Some(address.port())).ok();
        let faults = Faults::default();
        let stop = CancellationToken::new();
        let wire = Wire {
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
                tokio::spawn(stop.run_until_cancelled_owned(serve(stream, wire.clone())));
            }
            // Out of file handles, mostly; the next attempt may find one.
            Err(_) => tokio::task::yield_now().await,
        }
    }
}

async fn serve(stream: TcpStream, wire: Wire) {
    let service = service_fn(|request| Box::pin(wire.answer(request)));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let served = std::future::poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let unanswered = |error: hyper::Error| error.source().is_some_and(<dyn Error>::is::<NoAnswer>);
    if served.is_err_and(unanswered) {
        // Closing with a zero linger sends RST in place of FIN.
        connection
            .into_parts()
            .io
            .into_inner()
            .set_zero_linger()
            .ok();
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
mod tests {
    use std::time::Duration;

    use ambient::{Clock, Server, wait_until};
    use axum::Router;
    use axum::extract::Request as AxumRequest;
    use axum::http::StatusCode;
    use axum::response::IntoResponse;
    use axum::routing::{any, get};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::super::{Fault, Mark, Outcome, PARTY_HEADER, Route};
    use super::*;

    struct World {
        _upstream: Server,
        recorder: Recorder,
        tap: Tap,
    }

    /// Shows a request's own words back: method, target, headers.
    async fn echo(request: AxumRequest) -> impl IntoResponse {
        let (head, body) = request.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let text = format!(
            "{} {} {:?} {}",
            head.method,
            head.uri,
            head.headers,
            body.len()
        );
        let cookies = [
            ("set-cookie", "a=1; Path=/"),
            ("set-cookie", "b=2; HttpOnly"),
        ];
        (axum::response::AppendHeaders(cookies), text)
    }

    async fn world() -> World {
        let router = Router::new()
            .route(
                "/moved",
                get(|| async { (StatusCode::FOUND, [("location", "/echo?to=1")]) }),
            )
            .fallback(any(echo));
        let upstream = Server::start(([127, 0, 0, 1], 0).into(), router)
            .await
            .unwrap();
        let recorder = Recorder::new(Clock::system());
        let url = upstream.url().parse().unwrap();
        let tap = Tap::start(url, Peer::Authentik, &recorder).await.unwrap();
        World {
            _upstream: upstream,
            recorder,
            tap,
        }
    }

    impl World {
        /// Sends raw text, as a client of any manners would, and reads until the connection ends.
        async fn raw(&self, request: &str) -> std::io::Result<String> {
            let mut stream = TcpStream::connect(self.tap.url().authority()).await?;
            stream.write_all(request.as_bytes()).await?;
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await?;
            Ok(String::from_utf8(answer).unwrap())
        }

        async fn get(&self, path: &str) -> String {
            let head = format!("GET {path} HTTP/1.1\r\nhost: sso.example.com\r\n");
            self.raw(&(head + "connection: close\r\n\r\n"))
                .await
                .unwrap()
        }

        fn only(&self, mark: Mark) -> Exchange {
            match self.recorder.since(mark).as_slice() {
                [entry] => entry.http().unwrap().clone(),
                other => panic!("one entry was expected: {other:?}"),
            }
        }

        fn fault(&self, effect: WireEffect) {
            self.tap.faults().set(Fault {
                name: "test".to_owned(),
                matches: Route::default(),
                times: None,
                effect,
            });
        }
    }

    #[tokio::test]
    async fn passes_requests_and_answers_on_untouched() {
        let world = world().await;
        let mark = world.recorder.mark();
        let answer = world
            .raw(&format!(
                "POST /echo?a=%2F&b HTTP/1.1\r\nHost: sso.example.com\r\nCookie: x=1\r\n\
                 X-Forwarded-Proto: https\r\n{PARTY_HEADER}: cli\r\nContent-Length: 5\r\n\
                 Connection: close\r\n\r\nhello"
            ))
            .await
            .unwrap();
        assert!(answer.contains("POST /echo?a=%2F&b"), "{answer}");
        assert!(answer.contains(r#""host": "sso.example.com""#), "{answer}");
        assert!(
            !answer.contains("x-forwarded-for") && !answer.contains(PARTY_HEADER),
            "{answer}"
        );
        assert!(
            answer.contains("set-cookie: a=1; Path=/\r\nset-cookie: b=2; HttpOnly"),
            "{answer}"
        );
        let exchange = world.only(mark);
        assert_eq!((exchange.from, exchange.to), (Party::Cli, Peer::Authentik));
        assert_eq!(
            (exchange.request.path(), &*exchange.request.body),
            ("/echo", &b"hello"[..])
        );
        assert!(!exchange.request.headers.contains_key(PARTY_HEADER));
        assert_eq!(
            exchange
                .response()
                .unwrap()
                .headers
                .get_all("set-cookie")
                .iter()
                .count(),
            2
        );
    }

    #[tokio::test]
    async fn redirects_are_the_clients_business() {
        let world = world().await;
        let answer = world.get("/moved").await;
        assert!(answer.starts_with("HTTP/1.1 302 Found"), "{answer}");
        assert!(answer.contains("location: /echo?to=1"), "{answer}");
    }

    #[tokio::test]
    async fn an_upstream_that_does_not_answer_is_a_bad_gateway() {
        let recorder = Recorder::new(Clock::system());
        let mark = recorder.mark();
        let gone = TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap()
            .local_addr()
            .unwrap();
        let url = format!("http://{gone}").parse().unwrap();
        let tap = Tap::start(url, Peer::Openzro, &recorder).await.unwrap();
        let answer = reqwest::get(tap.url().clone()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_GATEWAY);
        assert!(answer.text().await.unwrap().contains(&gone.to_string()));
        let entries = recorder.since(mark);
        let Outcome::Broken(reason) = &entries[0].http().unwrap().outcome else {
            panic!("{entries:?}")
        };
        assert!(reason.contains(&gone.to_string()), "{reason}");
    }

    #[tokio::test]
    async fn a_status_fault_answers_in_place_of_the_upstream() {
        let world = world().await;
        let mark = world.recorder.mark();
        world.fault(WireEffect::Status {
            status: StatusCode::SERVICE_UNAVAILABLE,
            body: Some(r#"{"error":"authentik starting"}"#.to_owned()),
            retry_after: Some(5),
        });
        let answer = world.get("/echo").await;
        assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
        assert!(answer.contains("retry-after: 5\r\n"), "{answer}");
        assert!(
            answer.contains("content-type: application/json\r\n"),
            "{answer}"
        );
        assert_eq!(
            world.only(mark).status(),
            Some(StatusCode::SERVICE_UNAVAILABLE)
        );
        world.tap.faults().clear_all();
        assert!(world.get("/echo").await.starts_with("HTTP/1.1 200 "));
    }

    #[tokio::test]
    async fn a_reset_is_seen_as_one() {
        let world = world().await;
        let mark = world.recorder.mark();
        world.fault(WireEffect::Reset);
        let error = world
            .raw("GET / HTTP/1.1\r\nhost: a\r\n\r\n")
            .await
            .unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
        assert!(matches!(world.only(mark).outcome, Outcome::Broken(_)));
    }

    #[tokio::test]
    async fn a_truncated_body_promises_more_than_it_holds() {
        let world = world().await;
        world.fault(WireEffect::TruncateBody);
        let error = reqwest::get(world.tap.url().clone())
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap_err();
        assert!(error.is_body() || error.is_decode(), "{error:?}");
    }

    #[tokio::test]
    async fn a_content_type_fault_changes_that_header_alone() {
        let world = world().await;
        world.fault(WireEffect::ContentType("text/html".parse().unwrap()));
        let answer = world.get("/echo").await;
        assert!(answer.contains("content-type: text/html\r\n") && answer.contains("GET /echo"));
    }

    #[tokio::test]
    async fn a_late_request_is_recorded_though_its_client_gave_up() {
        let world = world().await;
        let mark = world.recorder.mark();
        world.fault(WireEffect::Latency(Duration::from_millis(100)));
        let client = reqwest::Client::builder()
            .timeout(Duration::from_millis(20))
            .build()
            .unwrap();
        client
            .get(world.tap.url().clone())
            .send()
            .await
            .unwrap_err();
        let patience = Duration::from_secs(5);
        world
            .recorder
            .wait_for(patience, mark, |entry| entry.http().is_some())
            .await
            .unwrap();
        assert!(world.only(mark).took >= Duration::from_millis(100));
    }

    #[tokio::test]
    async fn dropping_the_tap_closes_its_socket_and_its_connections() {
        let World { tap, .. } = world().await;
        let authority = tap.url().authority().to_owned();
        let mut open = TcpStream::connect(&authority).await.unwrap();
        open.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n")
            .await
            .unwrap();
        drop(tap);
        assert!(matches!(
            open.read_to_end(&mut Vec::new()).await,
            Ok(0) | Err(_)
        ));
        let refused = || async { TcpStream::connect(&authority).await.is_err().then_some(()) };
        wait_until(Duration::from_secs(5), refused).await.unwrap();
    }

    #[tokio::test]
    async fn an_upstream_with_a_path_is_refused_by_name() {
        let recorder = Recorder::new(Clock::system());
        for url in ["http://a.example/auth/", "ftp://a.example"] {
            let refused = Tap::start(url.parse().unwrap(), Peer::Authentik, &recorder).await;
            let error = refused.map(|_| ()).unwrap_err().to_string();
            assert!(error.contains(url.trim_end_matches('/')), "{error}");
        }
    }
}
