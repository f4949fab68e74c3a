//! A generator of load: connections that are kept, each with one request at a time.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ambient::Stopwatch;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Result;

/// What is sent.
pub enum Requests {
    /// The same again and again, for that long.
    Same(Vec<u8>, Duration),
    /// The same, that many times.
    Times(Vec<u8>, usize),
    /// Each of these once.
    Each(Vec<Vec<u8>>),
}

/// `GET` of a path of the application `openzro`, byte by byte.
pub fn get_request(server: SocketAddr, path: &str) -> Vec<u8> {
    format!("GET /application/o/openzro/{path} HTTP/1.1\r\nHost: {server}\r\n\r\n").into_bytes()
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// How many requests were answered with 200.
    pub answered: usize,
    /// From the first to the last.
    pub took: Duration,
}

impl Load {
    /// Sends `requests` over so many connections.
    ///
    /// # Errors
    /// When a connection breaks, or an answer is not 200.
    pub async fn put_on(
        address: SocketAddr,
        connections: usize,
        requests: Requests,
    ) -> Result<Self> {
        let next = Arc::new(Next {
            requests,
            sent: AtomicUsize::new(0),
            since: Stopwatch::start(),
        });
        let mut tasks = JoinSet::new();
        for _ in 0..connections {
            let mut connection = Connection::open(address).await?;
            let next = Arc::clone(&next);
            tasks.spawn(async move {
                let mut answered = 0;
                while let Some(request) = next.request() {
                    connection.ask(request).await?;
                    answered += 1;
                }
                Result::Ok(answered)
            });
        }
        let mut answered = 0;
        while let Some(of_one) = tasks.join_next().await {
            answered += of_one??;
        }
        let took = next.since.elapsed();
        Ok(Self { answered, took })
    }

    /// Requests in a second.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn rate(&self) -> f64 {
        self.answered as f64 / self.took.as_secs_f64()
    }
}

struct Next {
    requests: Requests,
    sent: AtomicUsize,
    since: Stopwatch,
}

impl Next {
    fn request(&self) -> Option<&[u8]> {
        let number = self.sent.fetch_add(1, Ordering::Relaxed);
        match &self.requests {
            Requests::Same(request, time) => (self.since.elapsed() < *time).then_some(request),
            Requests::Times(request, count) => (number < *count).then_some(request),
            Requests::Each(requests) => requests.get(number).map(Vec::as_slice),
        }
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let buffer = Vec::with_capacity(16 * 1024);
        Ok(Self { stream, buffer })
    }

    /// Sends a request and reads the whole answer.
    async fn ask(&mut self, request: &[u8]) -> Result<()> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let mut missing = None;
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                return Err("the server closes the connection".into());
            }
            if missing.is_none() {
                missing = whole_length(&self.buffer)?;
            }
            if missing.is_some_and(|length| self.buffer.len() >= length) {
                return Ok(());
            }
        }
    }
}

/// How long the answer is that begins so, once its head is there.
fn whole_length(answer: &[u8]) -> Result<Option<usize>> {
    const END: &[u8] = b"\r\n\r\n";
    const LENGTH: &str = "content-length: ";
    let Some(head) = answer.windows(END.len()).position(|at| at == END) else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&answer[..head])?;
    let length = text.lines().find_map(|line| line.strip_prefix(LENGTH));
    match (text.starts_with("HTTP/1.1 200 "), length) {
        (true, Some(length)) => Ok(Some(head + END.len() + length.parse::<usize>()?)),
        _ => Err(String::from_utf8_lossy(answer).into()),
    }
}
