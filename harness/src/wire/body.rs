//! Reading whole bodies, and the headers that frame them.

use std::error::Error;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Body;

/// The largest body that is read, in bytes; Authentik's answers stay far below it.
pub(super) const LIMIT: usize = 16 << 20;

/// Headers that belong to a connection, not to a message (RFC 9110 §7.6.1).
const HOP_BY_HOP: [HeaderName; 3] = [
    CONNECTION,
    TRANSFER_ENCODING,
    HeaderName::from_static("keep-alive"),
];

/// Why a body was not read to its end.
pub(super) enum ReadError {
    /// It is larger than [`LIMIT`].
    TooLarge,
    /// It broke off; why.
    Broken(String),
}

/// Reads all of `body`.
pub(super) async fn read<B>(body: B) -> Result<Bytes, ReadError>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    match Limited::new(body, LIMIT).collect().await {
        Ok(read) => Ok(read.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(ReadError::TooLarge),
        Err(error) => Err(ReadError::Broken(innermost(&*error))),
    }
}

/// Takes out the headers that belong to the connection a message came by. A chunked message has no
/// true `Content-Length`.
pub(super) fn unframe(headers: &mut HeaderMap) {
    if headers.contains_key(TRANSFER_ENCODING) {
        headers.remove(CONTENT_LENGTH);
    }
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}

/// The words of the error at the bottom, mostly the operating system's.
pub(super) fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
