//! Bodies, as they pass.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};

use super::recording::{Recording, Side};

/// What was seen of a body.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Captured {
    pub(super) bytes: Bytes,
    pub(super) length: u64,
    pub(super) complete: bool,
}

impl Captured {
    /// Its beginning, up to the journal's limit.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same as text. Bytes that are not UTF-8 are replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    /// How many bytes passed, those beyond the limit included.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Whether it came to its end: nobody left off reading, and no fault cut it short.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Adds what has passed, up to `limit` bytes of it in all. What comes in one piece is not copied
    /// unless `own` says that it is part of something larger, which it would keep alive.
    pub(super) fn add(&mut self, data: &Bytes, limit: usize, own: bool) {
        let room = limit.saturating_sub(self.bytes.len());
        let part = data.slice(..data.len().min(room));
        if self.length == 0 && !own {
            self.bytes = part;
        } else if !part.is_empty() {
            self.bytes = [&self.bytes[..], &part].concat().into();
        }
        self.length += data.len() as u64;
    }
}

/// How much there is of it; the exchange shows it without its secrets.
impl fmt::Debug for Captured {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Captured")
            .field("length", &self.length)
            .field("complete", &self.complete)
            .finish_non_exhaustive()
    }
}

/// A body that is recorded while it passes.
pub(super) struct RecordedBody {
    inner: Body,
    recording: Arc<Recording>,
    side: Side,
    ended: bool,
}

impl RecordedBody {
    /// Records `inner`. What is empty is over at once, for nobody polls it.
    pub(super) fn wrap(inner: Body, recording: Arc<Recording>, side: Side) -> Body {
        if inner.is_end_stream() {
            recording.end(side, true);
            return inner;
        }
        Body::new(Self {
            inner,
            recording,
            side,
            ended: false,
        })
    }

    fn end(&mut self, complete: bool) {
        if !std::mem::replace(&mut self.ended, true) {
            self.recording.end(self.side, complete);
        }
    }
}

impl HttpBody for RecordedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.inner).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                if let Some(data) = frame.data_ref() {
                    this.recording.add(this.side, data);
                }
                // Before the last piece is sent, so that the client finds the exchange recorded.
                if this.inner.is_end_stream() {
                    this.end(true);
                }
            }
            Poll::Ready(Some(Err(_))) => this.end(false),
            Poll::Ready(None) => this.end(true),
            Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

/// Whoever lets go of a body before its end has seen it in part.
impl Drop for RecordedBody {
    fn drop(&mut self) {
        self.end(false);
    }
}
