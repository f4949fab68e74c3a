use std::time::Duration;

use ambient::{Clock, Server, wait_until};
use axum::Router;
use axum::extract::Request as AxumRequest;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{any, get};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;
use crate::Trust;
use crate::wire::{Fault, Mark, Outcome, PARTY_HEADER, Route};

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

async fn tap(upstream: &str, recorder: &Recorder) -> Result<Tap, WireError> {
    let front = Front {
        name: "127.0.0.1",
        listen: ([127, 0, 0, 1], 0).into(),
        identity: None,
    };
    let trust = Trust::of(&ambient::Authorities::default());
    let upstream = Upstream::new(upstream.parse().unwrap(), &trust)?;
    Tap::start(front, upstream, Peer::Authentik, recorder).await
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
    let tap = tap(&upstream.url(), &recorder).await.unwrap();
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
    let tap = tap(&format!("http://{gone}"), &recorder).await.unwrap();
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
        let refused = tap(url, &recorder).await;
        let error = refused.map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(url.trim_end_matches('/')), "{error}");
    }
}
