//! A request and its answer.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{Method, StatusCode};
use jiff::Timestamp;

use super::{Captured, Headers, blanked_url};
use crate::http::Form;

/// A request that the mock answered, and the answer.
///
/// `Debug` and `Display` show no secret; the getters give everything as it was.
#[derive(Clone)]
pub struct Exchange {
    pub(super) number: u64,
    pub(super) at: Timestamp,
    pub(super) took: Duration,
    pub(super) method: Method,
    pub(super) target: Box<str>,
    pub(super) request_headers: Headers,
    pub(super) request_body: Captured,
    pub(super) status: StatusCode,
    pub(super) answer_headers: Headers,
    pub(super) answer_body: Captured,
    pub(super) user: Option<Box<str>>,
    pub(super) session: Option<Box<str>>,
    pub(super) client: Option<Box<str>>,
}

impl Exchange {
    /// Its place in the order in which answers ended, from 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// When the request came, by the mock's clock.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// How long the answer took, to the end of its body.
    pub fn took(&self) -> Duration {
        self.took
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, without the query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query, as it was sent.
    pub fn query(&self) -> Option<&str> {
        Some(self.target.split_once('?')?.1)
    }

    /// Path and query.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// The headers of the request.
    pub fn request_headers(&self) -> &Headers {
        &self.request_headers
    }

    /// The body of the request.
    pub fn request_body(&self) -> &Captured {
        &self.request_body
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn answer_headers(&self) -> &Headers {
        &self.answer_headers
    }

    /// The body of the answer.
    pub fn answer_body(&self) -> &Captured {
        &self.answer_body
    }

    /// The name of the user who was logged in, whose token was sent, or whom tokens were issued for.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The key of the browser session.
    pub fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }

    /// The client id that was sent, or for which the access token that was sent was issued.
    pub fn client(&self) -> Option<&str> {
        self.client.as_deref()
    }

    /// A field of the query or of the request's form.
    pub fn field(&self, name: &str) -> Option<String> {
        let query = self.query().unwrap_or_default();
        let in_query = Form::parse(query.as_bytes()).get(name).map(str::to_owned);
        in_query.or_else(|| self.form()?.get(name).map(str::to_owned))
    }

    /// The request's form, when its body is one.
    pub(super) fn form(&self) -> Option<Form> {
        let content_type = self.request_headers.get("content-type")?;
        let is_form = content_type.starts_with("application/x-www-form-urlencoded");
        is_form.then(|| Form::parse(&self.request_body.bytes))
    }

    /// How many bytes it takes, about.
    pub(super) fn size(&self) -> usize {
        size_of::<Self>()
            + self.target.len()
            + self.request_headers.size()
            + self.request_body.bytes.len()
            + self.answer_headers.size()
            + self.answer_body.bytes.len()
    }

    /// Reads who the client says it is, unless its token has told.
    pub(super) fn name_client(&mut self) {
        if self.client.is_none() && self.path().starts_with("/application/o/") {
            let client = self.basic_user().or_else(|| self.field("client_id"));
            self.client = client.map(String::into_boxed_str);
        }
    }

    /// The user of `Authorization: Basic`.
    fn basic_user(&self) -> Option<String> {
        let header = self.request_headers.get("authorization")?;
        let encoded = STANDARD.decode(header.strip_prefix("Basic ")?).ok()?;
        let text = String::from_utf8(encoded).ok()?;
        Some(text.split_once(':')?.0.to_owned())
    }

    /// Path and query without secrets.
    pub(crate) fn blanked_target(&self) -> Cow<'_, str> {
        blanked_url(&self.target)
    }
}

/// `#7 POST /application/o/token/ 200`.
impl fmt::Display for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            number,
            method,
            status,
            ..
        } = self;
        let (target, status) = (self.blanked_target(), status.as_u16());
        write!(formatter, "#{number} {method} {target} {status}")
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Exchange")
            .field("summary", &self.to_string())
            .field("user", &self.user)
            .field("client", &self.client)
            .field("request_headers", &self.request_headers)
            .field("answer_headers", &self.answer_headers)
            .finish_non_exhaustive()
    }
}
