//! HTTP as the drivers speak it: no redirect is followed unasked, every request says whose it is.

use std::error::Error;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use reqwest::{Client, ClientBuilder, RequestBuilder};
use serde::de::DeserializeOwned;
use url::Url;

use crate::Trust;
use crate::wire::{PARTY_HEADER, Party};

/// How long an answer may take. openZro's own client waits ten seconds; the harness waits longer, so
/// that an injected delay of that length still shows what openZro made of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// An exchange that did not come about, or whose answer cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The client could not be set up.
    #[error("cannot set up an HTTP client: {0}; check the CA certificates it was given")]
    Client(String),
    /// What should be a URL is none.
    #[error("`{url}` is no URL that can be asked: {reason}")]
    Url {
        /// What it is.
        url: String,
        /// Why it is no URL.
        reason: url::ParseError,
    },
    /// There was no answer.
    #[error(
        "{method} {url} got no answer: {reason}; check that it is running and that the address is right"
    )]
    NoAnswer {
        /// The method.
        method: Method,
        /// The URL, without its query.
        url: String,
        /// What went wrong, in words.
        reason: String,
    },
    /// The answer is not what this exchange gives.
    #[error("{method} {url} answered {status} with {body}, which is not {wanted}: {reason}")]
    Unreadable {
        /// The method.
        method: Method,
        /// The URL, without its query.
        url: String,
        /// The status.
        status: StatusCode,
        /// What the body should have been.
        wanted: &'static str,
        /// Why it is not.
        reason: String,
        /// The kind and length of the body; it may hold tokens, so it is not quoted.
        body: String,
    },
}

/// The HTTP client of one party.
#[derive(Clone, Debug)]
pub struct Http(Client);

impl Http {
    /// A client that signs its requests as `party`'s and trusts `trust`.
    ///
    /// # Errors
    /// [`HttpError::Client`] when TLS cannot be set up.
    pub fn new(party: Party, trust: &Trust) -> Result<Self, HttpError> {
        Self::build(Client::builder(), party, trust)
    }

    /// As [`Http::new`], on top of what `builder` already says.
    pub(super) fn build(
        builder: ClientBuilder,
        party: Party,
        trust: &Trust,
    ) -> Result<Self, HttpError> {
        let mut headers = HeaderMap::new();
        headers.insert(PARTY_HEADER, HeaderValue::from_static(party.header()));
        let builder = builder
            .default_headers(headers)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE);
        trust
            .apply(builder)
            .build()
            .map(Self)
            .map_err(|error| client_error(&error))
    }

    /// Begins a request.
    pub fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.0.request(method, url)
    }

    /// Begins a GET.
    pub fn get(&self, url: Url) -> RequestBuilder {
        self.request(Method::GET, url)
    }

    /// Begins a POST.
    pub fn post(&self, url: Url) -> RequestBuilder {
        self.request(Method::POST, url)
    }

    /// Sends `request` and gives the answer as it comes, trailers included.
    ///
    /// # Errors
    /// As for [`Http::send`].
    pub(super) async fn stream(
        &self,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<reqwest::Body>, HttpError> {
        let request = reqwest::Request::try_from(request).map_err(|error| client_error(&error))?;
        self.execute(request).await.map(Into::into)
    }

    async fn execute(&self, request: reqwest::Request) -> Result<reqwest::Response, HttpError> {
        let (method, url) = (request.method().clone(), without_query(request.url()));
        let answered = self.0.execute(request).await;
        answered.map_err(|error| HttpError::NoAnswer {
            method,
            url,
            reason: innermost(&error),
        })
    }

    /// Sends `request` and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// [`HttpError::NoAnswer`] when there was none, or none in time.
    pub async fn send(&self, request: RequestBuilder) -> Result<Answer, HttpError> {
        let request = request.build().map_err(|error| client_error(&error))?;
        let (method, url) = (request.method().clone(), request.url().clone());
        let no_answer = |error: reqwest::Error| HttpError::NoAnswer {
            method: method.clone(),
            url: without_query(&url),
            reason: innermost(&error),
        };
        let response = self.execute(request).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.map_err(no_answer)?;
        Ok(Answer {
            method,
            url,
            status,
            headers,
            body,
        })
    }
}

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    method: Method,
    url: Url,
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Answer {
    /// The URL that was asked.
    pub fn url(&self) -> &Url {
        &self.url
    }

    fn content_type(&self) -> &str {
        let given = self.headers.get(CONTENT_TYPE);
        given
            .and_then(|value| value.to_str().ok())
            .unwrap_or("no content type")
    }

    /// The body as text; what is not UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON of the shape `T`, which an error calls `wanted`.
    ///
    /// # Errors
    /// [`HttpError::Unreadable`] when it is not.
    pub fn json<T: DeserializeOwned>(&self, wanted: &'static str) -> Result<T, HttpError> {
        serde_json::from_slice(&self.body).map_err(|error| self.unreadable(wanted, &error))
    }

    /// Where the answer redirects to, if it does.
    pub fn redirect(&self) -> Option<Url> {
        let location = self.headers.get(LOCATION)?.to_str().ok()?;
        self.status
            .is_redirection()
            .then(|| self.url.join(location).ok())?
    }

    pub(super) fn unreadable(&self, wanted: &'static str, reason: &dyn ToString) -> HttpError {
        HttpError::Unreadable {
            method: self.method.clone(),
            url: without_query(&self.url),
            status: self.status,
            wanted,
            reason: reason.to_string(),
            body: format!("{} bytes of {}", self.body.len(), self.content_type()),
        }
    }
}

/// Queries carry codes and states, which errors must not show.
pub(super) fn without_query(url: &Url) -> String {
    let mut bare = url.clone();
    bare.set_query(None);
    bare.set_fragment(None);
    bare.into()
}

fn client_error(error: &reqwest::Error) -> HttpError {
    HttpError::Client(innermost(error))
}

/// The words of the error at the bottom, mostly the operating system's.
fn innermost(error: &dyn Error) -> String {
    let mut error: &dyn Error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
