//! The HTTP client: Go's.

use std::error::Error;
use std::io::ErrorKind;
use std::time::Duration;

use ambient::Authorities;
use http::Method;
use reqwest::{Certificate, RequestBuilder, Response};

/// A client that names itself as Go's does. `timeout` is the IdP manager's; discovery and JWKS have none.
pub(crate) fn client(
    timeout: Option<Duration>,
    trusted: &Authorities,
) -> Result<reqwest::Client, reqwest::Error> {
    let trusted = trusted.certificates().map(Certificate::from_der);
    let builder = reqwest::Client::builder()
        .user_agent("Go-http-client/1.1")
        .no_proxy()
        .tls_certs_only(trusted.collect::<Result<Vec<_>, _>>()?);
    match timeout {
        Some(timeout) => builder.timeout(timeout),
        None => builder,
    }
    .build()
}

/// Sends a request. When a connection that was used before breaks without an answer, Go's client sends
/// a GET once more; here every connection was, as a token or the configuration was asked for first.
pub(crate) async fn send(request: RequestBuilder) -> Result<Response, reqwest::Error> {
    let (client, request) = request.build_split();
    let request = request?;
    let again = request
        .try_clone()
        .filter(|request| request.method() == Method::GET);
    match (client.execute(request).await, again) {
        (Err(error), Some(again)) if broke(&error) => client.execute(again).await,
        (answer, _) => answer,
    }
}

fn broke(error: &reqwest::Error) -> bool {
    error.is_request() && !error.is_connect() && !error.is_timeout()
}

/// The innermost reason of a failed call; a refused connection in Go's words.
pub(crate) fn cause(error: &reqwest::Error) -> String {
    let mut reason: &dyn Error = error;
    while let Some(inner) = reason.source() {
        reason = inner;
    }
    let refused = reason
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == ErrorKind::ConnectionRefused);
    match error.url() {
        Some(url) if refused => format!(
            "dial tcp {}:{}: connect: connection refused",
            url.host_str().unwrap_or_default(),
            url.port_or_known_default().unwrap_or_default(),
        ),
        _ => reason.to_string(),
    }
}
