//! openZro's dashboard as a relying party: a single-page application in a browser, that logs in by
//! code with PKCE and renews by refresh token (openZro reference §5).

use http::StatusCode;
use url::Url;

use super::openid::{Claims, Discovery, OAuthError, TokenFault, Tokens};
use super::{AuthorizeOutcome, Browser, BrowserError, Credentials, Http, HttpError, Outside};
use crate::wire::Party;

/// How a dashboard is configured, in the words of its environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DashboardSettings {
    /// `AUTH_AUTHORITY`, with or without the trailing slash, which the dashboard takes off.
    pub authority: String,
    /// `AUTH_CLIENT_ID`.
    pub client_id: String,
    /// `AUTH_AUDIENCE`; `None` for its `none`.
    pub audience: Option<String>,
    /// `AUTH_SUPPORTED_SCOPES`.
    pub scopes: String,
    /// Where the dashboard is served, `https://zro.example.com`; what browsers send as `Origin`.
    pub origin: String,
    /// `AUTH_REDIRECT_URI`, relative to the origin: the guide's is `/auth`.
    pub redirect_path: String,
}

/// A dashboard.
#[derive(Clone, Debug)]
pub struct Dashboard {
    settings: DashboardSettings,
    http: Http,
    outside: Outside,
}

/// What came of a login to the dashboard.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// The dashboard has its tokens, and has checked them.
    In(Box<Session>),
    /// The browser brought no code back.
    NotReturned(AuthorizeOutcome),
    /// The token endpoint refused the code.
    Refused {
        /// The status.
        status: StatusCode,
        /// The refusal.
        error: OAuthError,
    },
    /// There was an answer that the browser withholds from the dashboard, because it does not allow
    /// the dashboard's origin (Fetch §3.3.5).
    Blocked {
        /// What was asked, without the query.
        url: String,
    },
}

/// What came of a silent renewal.
#[derive(Clone, Debug)]
pub enum Refresh {
    /// New tokens, checked.
    Renewed(Box<Session>),
    /// There is no refresh token: `offline_access` was not granted.
    NoRefreshToken,
    /// The token endpoint refused.
    Refused {
        /// The status.
        status: StatusCode,
        /// The refusal.
        error: OAuthError,
    },
    /// As [`SignIn::Blocked`].
    Blocked {
        /// What was asked, without the query.
        url: String,
    },
}

/// A login that holds.
#[derive(Clone, Debug)]
pub struct Session {
    /// The tokens.
    pub tokens: Tokens,
    /// The ID token's claims, verified.
    pub id_claims: Claims,
    discovery: Discovery,
}

/// The provider broke the protocol, or did not answer.
#[derive(Debug, thiserror::Error)]
pub enum DashboardError {
    /// The authority is not a URL.
    #[error("the dashboard's authority `{authority}` is no URL: {reason}")]
    Authority {
        /// The authority.
        authority: String,
        /// Why.
        reason: url::ParseError,
    },
    /// An exchange failed.
    #[error("the dashboard got stuck: {0}")]
    Http(#[from] HttpError),
    /// The browser got stuck.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// The state that came back is not the one that was sent.
    #[error(
        "the dashboard sent the state `{sent}` and got back {got:?}; a login must be refused then"
    )]
    State {
        /// What was sent.
        sent: String,
        /// What came back.
        got: Option<String>,
    },
    /// A token answer without an ID token, though `openid` was asked for.
    #[error("the token answer has no ID token, though the scope `openid` was granted")]
    NoIdToken,
    /// The ID token does not hold.
    #[error("the dashboard refuses the ID token: {0}")]
    IdToken(#[from] TokenFault),
}

impl Dashboard {
    /// A dashboard with these settings.
    ///
    /// # Errors
    /// [`HttpError::Client`] when TLS cannot be set up.
    pub fn new(settings: DashboardSettings, outside: &Outside) -> Result<Self, HttpError> {
        Ok(Self {
            settings,
            http: Http::new(Party::Browser, &outside.trust)?,
            outside: outside.clone(),
        })
    }

    /// Logs `person` in through `browser`.
    ///
    /// # Errors
    /// [`DashboardError`] when the provider did not answer or broke the protocol.
    pub async fn sign_in(
        &self,
        browser: &Browser,
        person: &Credentials,
    ) -> Result<SignIn, DashboardError> {
        todo!()
    }

    /// Renews `session` by its refresh token, as the dashboard does 30 seconds before the access
    /// token expires.
    ///
    /// # Errors
    /// As for [`Dashboard::sign_in`].
    pub async fn refresh(&self, session: &Session) -> Result<Refresh, DashboardError> {
        todo!()
    }

    /// Asks the userinfo endpoint with `session`'s access token; `None` when it refuses.
    ///
    /// # Errors
    /// As for [`Dashboard::sign_in`].
    pub async fn userinfo(&self, session: &Session) -> Result<Option<Claims>, DashboardError> {
        todo!()
    }
}
