//! Which exchanges.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use faults::Glob;
use http::StatusCode;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::Exchange;

/// Which exchanges: those that fit everything given here.
///
/// ```
/// use mock_authentik::Matcher;
///
/// let tokens = Matcher::any()
///     .method("POST")
///     .path("/application/o/token/".parse()?)
///     .status("4xx".parse()?);
/// assert_eq!(tokens.to_string(), "POST /application/o/token/, status 4xx");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[must_use = "a matcher does nothing by itself"]
pub struct Matcher {
    /// The method, in upper case.
    method: Option<String>,
    /// The path, without the query.
    path: Option<Glob>,
    /// The status of the answer.
    status: Option<StatusPattern>,
    /// The name of the user behind it.
    user: Option<String>,
    /// The client id behind it.
    client: Option<String>,
    /// The key of the browser session behind it.
    session: Option<String>,
    /// What the query or one of the bodies holds.
    contains: Option<String>,
    /// Only those with a higher number.
    after: Option<u64>,
}

impl Matcher {
    /// Every exchange.
    pub fn any() -> Self {
        Self::default()
    }

    /// Of that method, in upper case.
    pub fn method(self, method: impl Into<String>) -> Self {
        let method = Some(method.into());
        Self { method, ..self }
    }

    /// Of a path that fits, without the query.
    pub fn path(self, path: Glob) -> Self {
        let path = Some(path);
        Self { path, ..self }
    }

    /// Answered with such a status.
    pub fn status(self, status: StatusPattern) -> Self {
        let status = Some(status);
        Self { status, ..self }
    }

    /// Of the user of that name.
    pub fn user(self, user: impl Into<String>) -> Self {
        let user = Some(user.into());
        Self { user, ..self }
    }

    /// Of the client of that id.
    pub fn client(self, client: impl Into<String>) -> Self {
        let client = Some(client.into());
        Self { client, ..self }
    }

    /// Of the browser session of that key.
    pub fn session(self, session: impl Into<String>) -> Self {
        let session = Some(session.into());
        Self { session, ..self }
    }

    /// Whose query, or one of whose bodies, holds that text as it was sent.
    pub fn contains(self, text: impl Into<String>) -> Self {
        let contains = Some(text.into());
        Self { contains, ..self }
    }

    /// Recorded after the exchange of that number.
    pub fn after(self, number: u64) -> Self {
        let after = Some(number);
        Self { after, ..self }
    }

    /// Whether an exchange fits.
    pub fn fits(&self, exchange: &Exchange) -> bool {
        self.checks().all(|check| check.passes(exchange))
    }

    /// How many conditions there are.
    pub(super) fn conditions(&self) -> usize {
        self.checks().count()
    }

    /// What an exchange is instead, for each condition that it does not fit.
    pub(super) fn failures(&self, exchange: &Exchange) -> Vec<String> {
        let failed = self.checks().filter(|check| !check.passes(exchange));
        failed.map(|check| check.instead(exchange)).collect()
    }

    fn checks(&self) -> impl Iterator<Item = Check<'_>> {
        [
            self.method.as_deref().map(Check::Method),
            self.path.as_ref().map(Check::Path),
            self.status.map(Check::Status),
            self.user.as_deref().map(Check::User),
            self.client.as_deref().map(Check::Client),
            self.session.as_deref().map(Check::Session),
            self.contains.as_deref().map(Check::Contains),
            self.after.map(Check::After),
        ]
        .into_iter()
        .flatten()
    }
}

/// `POST /application/o/token/, status 4xx`.
impl fmt::Display for Matcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ", self.method.as_deref().unwrap_or("any"))?;
        match &self.path {
            Some(path) => write!(formatter, "{path}")?,
            None => formatter.write_str("request")?,
        }
        for check in self.checks() {
            match check {
                Check::Method(_) | Check::Path(_) => {}
                Check::Status(status) => write!(formatter, ", status {status}")?,
                Check::User(user) => write!(formatter, ", user {user:?}")?,
                Check::Client(client) => write!(formatter, ", client {client:?}")?,
                Check::Session(session) => write!(formatter, ", session {session:?}")?,
                // It may be a secret.
                Check::Contains(_) => formatter.write_str(", with the wanted text")?,
                Check::After(number) => write!(formatter, ", after #{number}")?,
            }
        }
        Ok(())
    }
}

/// One condition.
enum Check<'a> {
    Method(&'a str),
    Path(&'a Glob),
    Status(StatusPattern),
    User(&'a str),
    Client(&'a str),
    Session(&'a str),
    Contains(&'a str),
    After(u64),
}

impl Check<'_> {
    fn passes(&self, exchange: &Exchange) -> bool {
        match self {
            Self::Method(method) => exchange.method() == method,
            Self::Path(path) => path.matches(exchange.path()),
            Self::Status(status) => status.fits(exchange.status()),
            Self::User(user) => exchange.user() == Some(user),
            Self::Client(client) => exchange.client() == Some(client),
            Self::Session(session) => exchange.session() == Some(session),
            Self::Contains(text) => {
                exchange.query().is_some_and(|query| query.contains(text))
                    || exchange.request_body().text().contains(text)
                    || exchange.answer_body().text().contains(text)
            }
            Self::After(number) => exchange.number() > *number,
        }
    }

    fn instead(&self, exchange: &Exchange) -> String {
        let named = |what: &str, name: Option<&str>| match name {
            Some(name) => format!("its {what} is {name:?}"),
            None => format!("its {what} is not known"),
        };
        match self {
            Self::Method(_) => format!("its method is {}", exchange.method()),
            Self::Path(_) => "its path is another".into(),
            Self::Status(_) => format!("its status is {}", exchange.status().as_u16()),
            Self::User(_) => named("user", exchange.user()),
            Self::Client(_) => named("client", exchange.client()),
            Self::Session(_) => named("session", exchange.session()),
            Self::Contains(_) => "it lacks the wanted text".into(),
            Self::After(_) => "it is older".into(),
        }
    }
}

/// A status such as `404`, or a class such as `4xx`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusPattern {
    /// This status.
    Exactly(StatusCode),
    /// The hundred that this digit begins.
    Class(u16),
}

/// The text is neither a status nor a class of them.
#[derive(Clone, Debug, thiserror::Error)]
#[error("`{0}` is no status: write one such as 404, or a class such as 4xx")]
pub struct StatusPatternError(String);

impl StatusPattern {
    fn fits(self, status: StatusCode) -> bool {
        match self {
            Self::Exactly(wanted) => wanted == status,
            Self::Class(digit) => status.as_u16() / 100 == digit,
        }
    }
}

impl From<StatusCode> for StatusPattern {
    fn from(status: StatusCode) -> Self {
        Self::Exactly(status)
    }
}

impl FromStr for StatusPattern {
    type Err = StatusPatternError;

    fn from_str(text: &str) -> Result<Self, StatusPatternError> {
        let refused = || StatusPatternError(text.to_owned());
        if let Some(digit) = text.strip_suffix("xx") {
            let digit = digit.parse().ok().filter(|digit| (1..=5).contains(digit));
            return digit.map(Self::Class).ok_or_else(refused);
        }
        text.parse().map(Self::Exactly).map_err(|_| refused())
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(status) => write!(formatter, "{}", status.as_u16()),
            Self::Class(digit) => write!(formatter, "{digit}xx"),
        }
    }
}

/// From a text or, in JSON, a number.
impl<'de> Deserialize<'de> for StatusPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(u16),
            Text(String),
        }
        let text = match Written::deserialize(deserializer)? {
            Written::Number(number) => number.to_string(),
            Written::Text(text) => text,
        };
        text.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for StatusPattern {
    fn schema_name() -> Cow<'static, str> {
        "StatusPattern".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "integer"],
            "pattern": "^([1-5]xx|[1-9][0-9]{2})$",
            "minimum": 100,
            "maximum": 999,
            "description": "A status such as `404`, or a class such as `4xx`.",
        })
    }
}
