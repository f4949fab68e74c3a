//! openZro's dashboard as a relying party: a single-page application in a browser, that logs in by
//! code with PKCE and renews by refresh token (openZro reference §5).

use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN};
use http::{HeaderValue, StatusCode};
use reqwest::RequestBuilder;

use super::http::without_query;
use super::{
    Answer, AuthorizeOutcome, AuthorizeRequest, Browser, BrowserError, Claims, Credentials,
    Discovery, Expected, Http, HttpError, Keys, OAuthError, Outside, Pkce, Tampering, TokenAnswer,
    TokenFault, Tokens,
};
use crate::Secret;
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

impl DashboardSettings {
    fn redirect_uri(&self) -> String {
        format!("{}{}", self.origin, self.redirect_path)
    }
}

/// A dashboard.
#[derive(Clone, Debug)]
pub struct Dashboard {
    settings: DashboardSettings,
    http: Http,
    outside: Outside,
}

/// What came of a login to the dashboard, or of its silent renewal.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// The dashboard has its tokens, and has checked them.
    In(Box<Session>),
    /// The browser brought no code back.
    NotReturned(AuthorizeOutcome),
    /// There is nothing to renew with: `offline_access` was not granted.
    NoRefreshToken,
    /// The token endpoint refused.
    Refused {
        /// The status.
        status: StatusCode,
        /// The refusal.
        error: OAuthError,
    },
    /// There was an answer that the browser withholds from the dashboard, because it does not allow
    /// the dashboard's origin (Fetch, "CORS check").
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
    /// The provider's metadata, as it was at login.
    pub discovery: Discovery,
    /// The token request that it came from.
    form: TokenForm,
}

/// What the token endpoint is asked with.
type TokenForm = Vec<(&'static str, Secret)>;

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
    #[error("the dashboard sent the state `{sent}` and got back {got:?}, and so refuses the code")]
    State {
        /// What was sent.
        sent: String,
        /// What came back.
        got: Option<String>,
    },
    /// A token answer without an ID token.
    #[error("the token answer has no ID token; is `openid` among the dashboard's scopes?")]
    NoIdToken,
    /// The ID token does not hold.
    #[error("the dashboard refuses the ID token: {0}")]
    IdToken(#[from] TokenFault),
}

/// What a script in a browser gets of an answer from another origin.
enum Fetched {
    Readable(Box<Answer>),
    Blocked { url: String },
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

    /// Logs `person` in through `browser`, or an attacker tries to, by `tampering` with the login. Where
    /// the real dashboard trusts TLS, this one verifies the ID token's signature.
    ///
    /// # Errors
    /// [`DashboardError`] when the provider did not answer or broke the protocol.
    pub async fn sign_in(
        &self,
        browser: &Browser,
        person: &Credentials,
        tampering: Option<&Tampering>,
    ) -> Result<SignIn, DashboardError> {
        let settings = &self.settings;
        let url = Discovery::url(&settings.authority).map_err(|reason| {
            let authority = settings.authority.clone();
            DashboardError::Authority { authority, reason }
        })?;
        let discovery: Discovery = match self.fetch(self.http.get(url)).await? {
            Fetched::Readable(answer) => answer.json(Discovery::WHAT)?,
            Fetched::Blocked { url } => return Ok(SignIn::Blocked { url }),
        };
        let entropy = &self.outside.entropy;
        let (state, nonce) = (entropy.alphanumeric(16), entropy.alphanumeric(12));
        let pkce = Pkce::new(entropy);
        let redirect_uri = settings.redirect_uri();
        let mut request = AuthorizeRequest {
            scope: Some(settings.scopes.clone()),
            state: Some(state.clone()),
            nonce: Some(nonce.clone()),
            pkce: Some(pkce.clone()),
            audience: settings.audience.clone(),
            ..AuthorizeRequest::new(
                discovery.authorization_endpoint.clone(),
                &settings.client_id,
                &redirect_uri,
            )
        };
        let mut form: TokenForm = vec![
            ("grant_type", "authorization_code".into()),
            ("client_id", settings.client_id.as_str().into()),
            ("redirect_uri", redirect_uri.as_str().into()),
            ("code_verifier", pkce.verifier),
        ];
        if let Some(tampering) = tampering {
            tampering.of_request(&mut request);
            tampering.of_form(&mut form, entropy);
        }
        let code = match browser.authorize(&request, person).await? {
            AuthorizeOutcome::Code { code, state: got } if got.as_ref() == Some(&state) => code,
            AuthorizeOutcome::Code { state: got, .. } => {
                return Err(DashboardError::State { sent: state, got });
            }
            elsewhere => return Ok(SignIn::NotReturned(elsewhere)),
        };
        form.insert(1, ("code", code));
        self.redeem(discovery, form, Some(&nonce)).await
    }

    /// Renews `session` by its refresh token, as the dashboard does 30 seconds before the access
    /// token expires.
    ///
    /// # Errors
    /// As for [`Dashboard::sign_in`].
    pub async fn refresh(&self, session: &Session) -> Result<SignIn, DashboardError> {
        let Some(refresh_token) = &session.tokens.refresh_token else {
            return Ok(SignIn::NoRefreshToken);
        };
        let form = vec![
            ("grant_type", "refresh_token".into()),
            ("refresh_token", refresh_token.clone()),
            ("client_id", self.settings.client_id.as_str().into()),
            ("redirect_uri", self.settings.redirect_uri().into()),
        ];
        // Authentik's renewed ID tokens carry no nonce (recording `02-authcode-pkce`, "refresh").
        self.redeem(session.discovery.clone(), form, None).await
    }

    /// Sends the token request that `session` came from once more, as whoever has overheard it would.
    ///
    /// # Errors
    /// As for [`Dashboard::sign_in`].
    pub async fn replay(&self, session: &Session) -> Result<SignIn, DashboardError> {
        let form = session.form.clone();
        self.redeem(session.discovery.clone(), form, None).await
    }

    /// Asks the userinfo endpoint with `session`'s access token; `None` when it refuses, or when the
    /// browser withholds the answer.
    ///
    /// # Errors
    /// As for [`Dashboard::sign_in`].
    pub async fn userinfo(&self, session: &Session) -> Result<Option<Claims>, DashboardError> {
        let request = self
            .http
            .get(session.discovery.userinfo_endpoint.clone())
            .bearer_auth(session.tokens.access_token.reveal());
        match self.fetch(request).await? {
            Fetched::Readable(answer) if answer.status.is_success() => {
                Ok(Some(answer.json("the claims of a user")?))
            }
            Fetched::Readable(_) | Fetched::Blocked { .. } => Ok(None),
        }
    }

    /// Asks the token endpoint, and checks what it grants.
    async fn redeem(
        &self,
        discovery: Discovery,
        form: TokenForm,
        nonce: Option<&str>,
    ) -> Result<SignIn, DashboardError> {
        let pairs: Vec<_> = form.iter().map(|(name, it)| (name, it.reveal())).collect();
        let request = self.http.post(discovery.token_endpoint.clone());
        let request = request.form(&pairs);
        let answer = match self.fetch(request).await? {
            Fetched::Readable(answer) => *answer,
            Fetched::Blocked { url } => return Ok(SignIn::Blocked { url }),
        };
        let tokens = match TokenAnswer::read(&answer)? {
            TokenAnswer::Granted(tokens) => tokens,
            TokenAnswer::Refused { status, error } => {
                return Ok(SignIn::Refused { status, error });
            }
        };
        let keys = Keys::fetch(&self.http, discovery.jwks_uri.clone()).await?;
        let expected = Expected {
            issuer: &discovery.issuer,
            audience: &self.settings.client_id,
            nonce,
        };
        let id_token = tokens.id_token.as_ref().ok_or(DashboardError::NoIdToken)?;
        let id_claims = expected.verify(id_token, &keys, &self.outside.clock)?;
        Ok(SignIn::In(Box::new(Session {
            tokens,
            id_claims,
            discovery,
            form,
        })))
    }

    /// Sends a request as a script does that may not send cookies to another origin: the answer must
    /// allow the dashboard's origin, or all.
    async fn fetch(&self, request: RequestBuilder) -> Result<Fetched, HttpError> {
        let origin = &self.settings.origin;
        let answer = self.http.send(request.header(ORIGIN, origin)).await?;
        let allowed = answer.headers.get(ACCESS_CONTROL_ALLOW_ORIGIN);
        let readable = |allowed: &HeaderValue| allowed == "*" || allowed == origin.as_str();
        Ok(if allowed.is_some_and(readable) {
            Fetched::Readable(Box::new(answer))
        } else {
            let url = without_query(answer.url());
            Fetched::Blocked { url }
        })
    }
}
