//! What happens to answers on their way.

use std::io::ErrorKind;
use std::time::Duration;

use ambient::Stopwatch;
use mock_authentik::Fault;
use mock_authentik::faults::WireEffect;
use reqwest::{Method, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::world::World;

const KEYS: &str = "/application/o/openzro/jwks/";

/// A world in which this happens, and what is heard of a request for its key set, to the last byte.
async fn heard(effect: WireEffect) -> (World, std::io::Result<String>) {
    let fault = Fault::new("wire", effect)
        .of(&Method::GET)
        .at(KEYS.parse().unwrap());
    let world = World::start(|builder| builder.fault(fault.times(1))).await;
    let mut stream = TcpStream::connect(world.mock.address()).await.unwrap();
    let request = format!("GET {KEYS} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let read = stream.read_to_string(&mut answer).await;
    assert_eq!(world.mock.faults().hits("wire"), Some(1));
    assert!(
        world.key_set().await["keys"][0]["kid"].is_string(),
        "it wears off"
    );
    (world, read.map(|_| answer))
}

#[tokio::test]
async fn too_many_requests() {
    let effect = WireEffect::Status {
        status: StatusCode::TOO_MANY_REQUESTS,
        body: Some(r#"{"error":"slow_down"}"#.to_owned()),
        retry_after: Some(30),
    };
    let (_, answer) = heard(effect).await;
    let answer = answer.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 429 Too Many Requests\r\n"),
        "{answer}"
    );
    assert!(answer.contains("\r\nretry-after: 30\r\n"), "{answer}");
    assert!(
        answer.contains("\r\ncontent-type: application/json\r\n"),
        "{answer}"
    );
    assert!(
        answer.ends_with("\r\n\r\n{\"error\":\"slow_down\"}"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_reset() {
    let (_, answer) = heard(WireEffect::Reset).await;
    assert_eq!(answer.unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn half_of_a_body() {
    let (world, answer) = heard(WireEffect::TruncateBody).await;
    let answer = answer.unwrap();
    let whole = reqwest::get(world.mock.url() + KEYS)
        .await
        .unwrap()
        .bytes()
        .await
        .unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let length = format!("content-length: {}", whole.len());
    assert!(head.contains(&length), "{head}");
    assert_eq!(body.as_bytes(), &whole[..whole.len() / 2]);
}

#[tokio::test]
async fn another_content_type() {
    let (_, answer) = heard(WireEffect::ContentType("text/html".parse().unwrap())).await;
    let answer = answer.unwrap();
    assert!(
        answer.contains("\r\ncontent-type: text/html\r\n") && answer.contains("\"kid\""),
        "{answer}"
    );
}

#[tokio::test]
async fn a_late_answer() {
    let since = Stopwatch::start();
    let latency = Duration::from_millis(60);
    let (_, answer) = heard(WireEffect::Latency(latency)).await;
    assert!(answer.unwrap().contains("\"kid\"") && since.elapsed() >= latency);
}

#[tokio::test]
async fn control_is_never_hit() {
    let world = World::start(|builder| builder).await;
    world
        .mock
        .faults()
        .set(Fault::new("all", WireEffect::Reset));
    let clock = format!("{}/_mock/clock", world.mock.url());
    assert_eq!(reqwest::get(clock).await.unwrap().status(), 200);
    assert_eq!(world.mock.faults().hits("all"), Some(0));
    reqwest::get(world.mock.url()).await.unwrap_err();
}
