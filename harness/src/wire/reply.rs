//! What a tap sends back to its client, and what it records of it.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Frame};

use super::{Outcome, Response, SendError};

/// There is no answer: the connection is to be reset.
#[derive(Debug, thiserror::Error)]
#[error("no answer")]
pub(super) struct NoAnswer;

/// There is no more of the body: the connection is to be closed.
#[derive(Debug, thiserror::Error)]
#[error("cut short by a fault")]
pub(super) struct CutShort;

/// An answer on its way to the client.
pub(super) type Answer = http::Response<UnsyncBoxBody<Bytes, CutShort>>;

/// What the client gets.
pub(super) enum Reply {
    /// A whole answer.
    Whole(Response),
    /// An answer whose body ends half-way.
    Half(Response),
    /// The upstream did not answer: 502.
    BadGateway(SendError),
    /// No answer but a reset connection; why.
    None(String),
}

impl Reply {
    /// An answer that a fault makes up.
    pub(super) fn made_up(
        status: StatusCode,
        body: Option<&str>,
        retry_after: Option<u32>,
    ) -> Self {
        let body = body.unwrap_or_default();
        let json = serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok();
        let mut response = Response {
            status,
            headers: HeaderMap::new(),
            body: Bytes::copy_from_slice(body.as_bytes()),
        };
        let kind = if json {
            "application/json"
        } else {
            "text/plain; charset=utf-8"
        };
        response
            .headers
            .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Some(seconds) = retry_after {
            response.headers.insert(RETRY_AFTER, seconds.into());
        }
        Self::Whole(response)
    }

    /// Refuses a request larger than a tap keeps.
    pub(super) fn too_large() -> Self {
        Self::made_up(
            StatusCode::PAYLOAD_TOO_LARGE,
            Some("The wire tap keeps whole bodies, up to 16 MiB."),
            None,
        )
    }

    /// What the record says came of the request.
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Whole(response) => Outcome::Answered(response.clone()),
            Self::Half(_) => Outcome::Broken("a fault cut the answer's body short".to_owned()),
            Self::BadGateway(error) => Outcome::Broken(error.to_string()),
            Self::None(reason) => Outcome::Broken(reason.clone()),
        }
    }

    /// What goes to the client; an error resets the connection.
    pub(super) fn into_answer(self) -> Result<Answer, NoAnswer> {
        match self {
            Self::Whole(Response {
                status,
                headers,
                body,
            }) => {
                let body = Full::new(body).map_err(|never| match never {});
                Ok(answer(status, headers, body.boxed_unsync()))
            }
            Self::Half(Response {
                status,
                mut headers,
                body,
            }) => {
                headers.insert(CONTENT_LENGTH, body.len().into());
                let half = HalfBody::Whole(body.slice(..body.len() / 2));
                Ok(answer(status, headers, half.boxed_unsync()))
            }
            Self::BadGateway(error) => {
                Self::made_up(StatusCode::BAD_GATEWAY, Some(&error.to_string()), None).into_answer()
            }
            Self::None(_) => Err(NoAnswer),
        }
    }
}

fn answer(status: StatusCode, headers: HeaderMap, body: UnsyncBoxBody<Bytes, CutShort>) -> Answer {
    let mut answer = http::Response::new(body);
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    answer
}

/// A body that breaks off.
enum HalfBody {
    /// Before its data was given.
    Whole(Bytes),
    /// Its data was given and is perhaps not sent yet.
    Given,
    /// Its data was sent.
    Sent,
}

impl Body for HalfBody {
    type Data = Bytes;
    type Error = CutShort;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, CutShort>>> {
        match std::mem::replace(&mut *self, Self::Sent) {
            Self::Whole(data) => {
                *self = Self::Given;
                Poll::Ready(Some(Ok(Frame::data(data))))
            }
            // An error now would discard what the server has not written yet.
            Self::Given => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Self::Sent => Poll::Ready(Some(Err(CutShort))),
        }
    }
}
