//! What goes to the client in place of, or instead of all of, an answer.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Response, StatusCode};
use hyper::body::{Body, Frame};

/// An answer that a fault makes up: its body goes as JSON if it is some, else as text.
pub fn made_up(
    status: StatusCode,
    body: Option<&str>,
    retry_after: Option<u32>,
) -> Response<Bytes> {
    let body = body.unwrap_or_default();
    let json = serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok();
    let kind = if json {
        "application/json"
    } else {
        "text/plain; charset=utf-8"
    };
    let mut answer = Response::new(Bytes::copy_from_slice(body.as_bytes()));
    *answer.status_mut() = status;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Some(seconds) = retry_after {
        headers.insert(RETRY_AFTER, seconds.into());
    }
    answer
}

/// There is no more of the body: the connection is to be closed.
#[derive(Debug, thiserror::Error)]
#[error("cut short by a fault")]
pub struct CutShort;

/// The first half of a body, after which it breaks off. The answer needs the `Content-Length` of the
/// whole, or its end would look right.
#[derive(Debug)]
pub struct HalfBody(State);

#[derive(Debug)]
enum State {
    /// Before its data was given.
    Whole(Bytes),
    /// Its data was given and is perhaps not sent yet.
    Given,
    /// Its data was sent.
    Sent,
}

impl HalfBody {
    /// Half of `body`.
    pub fn of(body: &Bytes) -> Self {
        Self(State::Whole(body.slice(..body.len() / 2)))
    }
}

impl Body for HalfBody {
    type Data = Bytes;
    type Error = CutShort;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, CutShort>>> {
        match std::mem::replace(&mut self.0, State::Sent) {
            State::Whole(data) => {
                self.0 = State::Given;
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            // An error now would discard what the server has not written yet.
            State::Given => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            State::Sent => Poll::Ready(Some(Err(CutShort))),
        }
    }
}
