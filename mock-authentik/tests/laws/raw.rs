//! HTTP by hand, for what no client would send.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than any answer takes, shorter than anybody waits.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A request, framed as it should be, with the head's text as it is given.
pub(crate) fn request(method: &str, target: &[u8], headers: &[u8], body: &[u8]) -> Vec<u8> {
    let framing = format!(
        "Host: a.example\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    [
        method.as_bytes(),
        b" ",
        target,
        b" HTTP/1.1\r\n",
        framing.as_bytes(),
        headers,
        b"\r\n",
        body,
    ]
    .concat()
}

/// Sends bytes and answers with all that comes back until the connection is closed. The server may close
/// it while it is still sent to.
pub(crate) async fn send(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let (mut from, mut to) = TcpStream::connect(address).await.unwrap().into_split();
    let mut answer = Vec::new();
    let sending = async {
        to.write_all(bytes).await.ok();
        // The connection is left open until the answer is there: hyper takes a half-closed one for closed.
        std::future::pending::<()>().await;
    };
    tokio::select! {
        read = timeout(PATIENCE, from.read_to_end(&mut answer)) => {
            read.expect("the connection is closed").ok();
        }
        () = sending => {}
    }
    answer
}

/// Sends bytes, closes the sending side, and answers with what comes back.
pub(crate) async fn hear(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.ok();
    stream.shutdown().await.ok();
    let mut answer = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    read.expect("the connection is closed").ok();
    answer
}

/// The status of an answer.
pub(crate) fn status(answer: &[u8]) -> Option<u16> {
    let text = answer.strip_prefix(b"HTTP/1.1 ")?.get(..3)?;
    std::str::from_utf8(text).ok()?.parse().ok()
}
