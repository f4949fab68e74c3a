//! What carries gRPC: the driver's HTTP client.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

use http_body_util::BodyExt;
use tower::Service;

use crate::driver::Http;

/// An HTTP client as tonic wants it.
#[derive(Clone, Debug)]
pub(super) struct Transport(pub(super) Http);

impl Service<http::Request<tonic::body::Body>> for Transport {
    type Response = http::Response<reqwest::Body>;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<tonic::body::Body>) -> Self::Future {
        let http = self.0.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let request = http::Request::from_parts(head, body);
            Ok(http.stream(request).await?)
        })
    }
}
