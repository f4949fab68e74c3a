//! Receiving a request's body, before any handler sees the request: how large it may be, how long it may
//! take, and how much of all bodies is held at once.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Collected};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::limits;

/// The largest body that is read; the limit of Authentik's own front (reference, section 0.2).
const BODY_LIMIT: usize = 32 * 1024 * 1024;
/// The bytes of bodies that are held at once; who sends more waits for room.
const ROOM: usize = 4 * BODY_LIMIT;
/// Bodies up to this size are not counted.
const SMALL: usize = 16 * 1024;

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

    /// Room is taken for all of a body before any of it is read: half-read ones that wait for one another
    /// would never be whole.
    async fn collect(&self, body: Body) -> Result<Received, ReceiveError> {
        let told = body.size_hint().upper();
        let size = told.and_then(|size| usize::try_from(size).ok());
        let limit = size.unwrap_or(BODY_LIMIT);
        if limit > BODY_LIMIT {
            drain(body).await?;
            return Err(ReceiveError::TooLarge);
        }
        let room = self.take(limit).await;
        // A body whose size is told never moves while it grows.
        let bytes = Vec::with_capacity(size.unwrap_or_default());
        let bytes = whole(body, bytes, limit).await?;
        Ok(Received { bytes, room })
    }

    /// Room for so many bytes. Small bodies need none: there are only so many connections.
    async fn take(&self, size: usize) -> Option<OwnedSemaphorePermit> {
        let size = u32::try_from(size).ok().filter(|_| size > SMALL)?;
        // The semaphore is never closed, and has room for more than one body.
        Arc::clone(&self.room).acquire_many_owned(size).await.ok()
    }
}

/// A body that has come, and the room that it takes.
#[derive(Debug)]
struct Received {
    bytes: Vec<u8>,
    room: Option<OwnedSemaphorePermit>,
}

/// All of a body that should have `limit` bytes at most, read into `bytes`.
async fn whole(mut body: Body, mut bytes: Vec<u8>, limit: usize) -> Result<Vec<u8>, ReceiveError> {
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ReceiveError::Broken)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if bytes.len() + data.len() > limit {
            drop(bytes);
            drain(body).await?;
            return Err(ReceiveError::TooLarge);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Reads a body to its end and drops it, so that its sender hears the answer.
async fn drain(mut body: Body) -> Result<(), ReceiveError> {
    while let Some(frame) = body.frame().await {
        frame.map_err(|_| ReceiveError::Broken)?;
    }
    Ok(())
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
pub(crate) async fn receive(
    receiver: &Receiver,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let query = request.uri().query().unwrap_or_default();
    if let Err(error) = limits::check_fields(request.method(), query.as_bytes()) {
        return error.into_response();
    }
    if request.body().is_end_stream() {
        return next(request).await;
    }
    let (parts, body) = request.into_parts();
    match receiver.read(body).await {
        Ok(received) => {
            let body = Body::from(Bytes::from(received.bytes));
            let response = next(Request::from_parts(parts, body)).await;
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
