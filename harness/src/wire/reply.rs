//! What a tap sends back to its client, and what it records of it.

use bytes::Bytes;
use faults::{CutShort, HalfBody};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};

use super::{Outcome, Response, SendError};

/// There is no answer: the connection is to be reset.
#[derive(Debug, thiserror::Error)]
#[error("no answer")]
pub(super) struct NoAnswer;

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
        let (head, body) = faults::made_up(status, body, retry_after).into_parts();
        Self::Whole(Response {
            status: head.status,
            headers: head.headers,
            body,
        })
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
                let half = HalfBody::of(&body).boxed_unsync();
                Ok(answer(status, headers, half))
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
