//! Sends requests to one base URL as they are: no redirect followed, no cookie kept, no header made
//! up but `Accept: */*`, which means the same as none (RFC 9110 §12.5.1).

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use reqwest::Client;
use reqwest::redirect::Policy;
use url::Url;

use super::body::{LIMIT, ReadError, innermost, read, unframe};
use super::{Request, Response, WireError};
use crate::Trust;

/// Where requests are sent, in HTTP/1.1, each by a connection of its own.
#[derive(Clone, Debug)]
pub struct Upstream {
    base: Url,
    client: Client,
}

/// There was no whole answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SendError {
    /// Nothing answers there, or not in HTTP, or it stopped half-way.
    #[error("{base} does not answer: {reason}")]
    Unreachable {
        /// Where the request was sent.
        base: Url,
        /// What went wrong, in the operating system's words if they are known.
        reason: String,
    },
    /// The answer is too big to keep.
    #[error("the answer of {base} is larger than {} MiB", LIMIT >> 20)]
    TooLarge {
        /// Where the request was sent.
        base: Url,
    },
    /// The request's target is not one.
    #[error("`{target}` is no path at {base}")]
    Target {
        /// Where the request was to be sent.
        base: Url,
        /// The target.
        target: String,
    },
}

impl Upstream {
    /// Requests to `base`, an `http` or `https` URL without a path, which has to show a certificate that
    /// `trust` takes.
    ///
    /// # Errors
    /// [`WireError`] when `base` is something else, or TLS cannot be set up.
    pub fn new(base: Url, trust: &Trust) -> Result<Self, WireError> {
        let pathless = base.path() == "/" && base.query().is_none() && base.fragment().is_none();
        if !matches!(base.scheme(), "http" | "https") || !pathless {
            return Err(WireError::Upstream(base));
        }
        let builder = Client::builder()
            .redirect(Policy::none())
            .http1_only()
            .pool_max_idle_per_host(0);
        let client = trust
            .apply(builder)
            .build()
            .map_err(|error| WireError::Client(innermost(&error)))?;
        Ok(Self { base, client })
    }

    /// Where requests are sent.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Sends `request`, with the `Host` header it has if it has one, and reads the whole answer.
    ///
    /// # Errors
    /// [`SendError`] when there is no whole answer.
    pub async fn send(&self, request: &Request) -> Result<Response, SendError> {
        let url = self.url(&request.target)?;
        let mut headers = request.headers.clone();
        unframe(&mut headers);
        let sized = headers.remove(CONTENT_LENGTH).is_some();
        let mut sending = self
            .client
            .request(request.method.clone(), url)
            .headers(headers);
        if sized || !request.body.is_empty() {
            sending = sending.body(request.body.clone());
        }
        let response = sending
            .send()
            .await
            .map_err(|error| self.unreachable(innermost(&error)))?;
        let (status, mut headers) = (response.status(), response.headers().clone());
        unframe(&mut headers);
        let body = self.body(response).await?;
        Ok(Response {
            status,
            headers,
            body,
        })
    }

    fn url(&self, target: &str) -> Result<Url, SendError> {
        let url = self.base.join(target).ok();
        url.filter(|url| target.starts_with('/') && url.origin() == self.base.origin())
            .ok_or_else(|| SendError::Target {
                base: self.base.clone(),
                target: target.to_owned(),
            })
    }

    async fn body(&self, response: reqwest::Response) -> Result<Bytes, SendError> {
        read(reqwest::Body::from(response))
            .await
            .map_err(|error| match error {
                ReadError::TooLarge => SendError::TooLarge {
                    base: self.base.clone(),
                },
                ReadError::Broken(reason) => self.unreachable(reason),
            })
    }

    fn unreachable(&self, reason: String) -> SendError {
        SendError::Unreachable {
            base: self.base.clone(),
            reason,
        }
    }
}
