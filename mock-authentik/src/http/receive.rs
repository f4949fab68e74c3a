//! Receiving a request's body, before any handler sees the request: how large it may be, how long it may
//! take, and how much of all bodies is held at once.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Collected};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::limits;

/// The largest body that is read; the limit of Authentik's own front (reference, section 0.2).
const BODY_LIMIT: usize = 32 * 1024 * 1024;
/// The bytes of bodies that are held at once; who sends more waits for room.
const ROOM: usize = 8 * BODY_LIMIT;

/// Why a request does not reach its handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum ReceiveError {
    #[error("the body is larger than {BODY_LIMIT} bytes; send less")]
    TooLarge,
    #[error("the body did not arrive in time; send it faster")]
    TooSlow,
    #[error("the body ended before its end, or is not framed as HTTP has it")]
    Broken,
}

/// What every receiving request shares.
#[derive(Clone, Debug)]
pub(crate) struct Receiver {
    patience: Duration,
    room: Arc<Semaphore>,
}

impl Receiver {
    /// One that waits so long for a whole body.
    pub(crate) fn new(patience: Duration) -> Self {
        Self {
            patience,
            room: Arc::new(Semaphore::new(ROOM)),
        }
    }

    /// The whole body, with the room that it takes.
    async fn read(&self, body: Body) -> Result<Received, ReceiveError> {
        timeout(self.patience, self.collect(body))
            .await
            .unwrap_or(Err(ReceiveError::TooSlow))
    }

    /// A body that is too large is read to its end and dropped, so that its sender hears the answer.
    async fn collect(&self, mut body: Body) -> Result<Received, ReceiveError> {
        let mut received = Received::default();
        let mut fits = true;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|_| ReceiveError::Broken)?;
            let Ok(data) = frame.into_data() else {
                continue;
            };
            fits = fits && received.bytes.len() + data.len() <= BODY_LIMIT;
            if fits {
                received.add(&self.room, &data).await;
            } else {
                received = Received::default();
            }
        }
        if fits {
            Ok(received)
        } else {
            Err(ReceiveError::TooLarge)
        }
    }
}

/// What has come of a body so far.
#[derive(Debug, Default)]
struct Received {
    bytes: Vec<u8>,
    room: Option<OwnedSemaphorePermit>,
}

impl Received {
    async fn add(&mut self, room: &Arc<Semaphore>, data: &[u8]) {
        let size = u32::try_from(data.len()).unwrap_or(u32::MAX);
        // The semaphore is never closed, and one frame is far smaller than the room.
        if let Ok(taken) = Arc::clone(room).acquire_many_owned(size).await {
            match &mut self.room {
                Some(room) => room.merge(taken),
                None => self.room = Some(taken),
            }
        }
        self.bytes.extend_from_slice(data);
    }
}

impl IntoResponse for ReceiveError {
    /// Nothing more is read from the connection.
    fn into_response(self) -> Response {
        let status = match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Broken => StatusCode::BAD_REQUEST,
        };
        let headers = [
            (
                CONTENT_TYPE,
                HeaderValue::from_static("text/plain; charset=utf-8"),
            ),
            (CONNECTION, HeaderValue::from_static("close")),
        ];
        (status, headers, format!("{self}\n")).into_response()
    }
}

/// Hands the request on once its whole body is here.
pub(super) async fn receive(
    State(receiver): State<Receiver>,
    request: Request,
    next: Next,
) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if let Err(error) = limits::check_fields(request.method(), query.as_bytes()) {
        return error.into_response();
    }
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    match receiver.read(body).await {
        Ok(received) => {
            let body = Body::from(Bytes::from(received.bytes));
            let response = next.run(Request::from_parts(parts, body)).await;
            drop(received.room);
            response
        }
        Err(error) => {
            tracing::info!(%error, "refused");
            error.into_response()
        }
    }
}

/// The body that [`receive`] has handed on, which is whole and not too large.
pub(crate) async fn received(body: Body) -> Bytes {
    body.collect()
        .await
        .map(Collected::to_bytes)
        .unwrap_or_default()
}
