//! Login by code and PKCE, as openZro's client does it.

use ambient::Entropy;
use http::StatusCode;

use url::form_urlencoded;

use super::audience::{check_audience, token_to_show};
use super::{CliError, LoginFlag, PkceFlow, endpoint};
use crate::Secret;
use crate::driver::{
    AuthorizeOutcome, AuthorizeRequest, Http, OAuthError, Pkce, TokenAnswer, Tokens,
};

/// A login by code and PKCE under way.
#[derive(Clone, Debug)]
pub struct PkceLogin {
    http: Http,
    flow: PkceFlow,
    /// What the browser is to open.
    pub request: AuthorizeRequest,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum PkceOutcome {
    /// Tokens for the right audience.
    Granted(Tokens),
    /// The browser brought no code back; the real client waits for 300 seconds.
    NotReturned(AuthorizeOutcome),
    /// The token endpoint refused the code both times.
    Refused {
        /// The status.
        status: StatusCode,
        /// The refusal.
        error: OAuthError,
    },
}

impl PkceLogin {
    pub(super) fn start(http: Http, flow: PkceFlow, entropy: &Entropy) -> Result<Self, CliError> {
        let url = endpoint("AuthorizationEndpoint", &flow.authorization_endpoint)?;
        let redirect_url = flow.redirect_urls.first().map_or("", String::as_str);
        endpoint("RedirectURLs", redirect_url)?;
        let (prompt, max_age) = match flow.login_flag {
            _ if flow.disable_prompt_login => (None, None),
            LoginFlag::PromptLogin => (Some("login".to_owned()), None),
            LoginFlag::MaxAge0 => (None, Some("0".to_owned())),
        };
        let request = AuthorizeRequest {
            scope: Some(flow.scope.clone()),
            state: Some(entropy.hex(48)),
            pkce: Some(Pkce::new(entropy)),
            prompt,
            max_age,
            audience: Some(flow.audience.clone()),
            ..AuthorizeRequest::new(url, &flow.client_id, redirect_url)
        };
        Ok(Self {
            http,
            flow,
            request,
        })
    }

    /// Takes what the browser brought back, and exchanges the code: first with HTTP Basic and an
    /// empty secret, then, if that is refused, with the client id in the body.
    ///
    /// # Errors
    /// [`CliError`] when an exchange failed, the state is another one, or the token is for another
    /// audience.
    pub async fn finish(&self, outcome: AuthorizeOutcome) -> Result<PkceOutcome, CliError> {
        let code = match outcome {
            AuthorizeOutcome::Code { state, .. } if state != self.request.state => {
                return Err(CliError::State);
            }
            AuthorizeOutcome::Code { code, .. } => code,
            elsewhere => return Ok(PkceOutcome::NotReturned(elsewhere)),
        };
        // Go's OAuth library takes whatever fails for a server that wants the other style.
        let answer = match self.exchange(&code, Style::Header).await {
            Ok(granted @ TokenAnswer::Granted(_)) => granted,
            Ok(TokenAnswer::Refused { .. }) | Err(CliError::Http(_)) => {
                self.exchange(&code, Style::Body).await?
            }
            Err(error) => return Err(error),
        };
        match answer {
            TokenAnswer::Refused { status, error } => Ok(PkceOutcome::Refused { status, error }),
            TokenAnswer::Granted(tokens) => {
                let audience = Some(&self.flow.audience).filter(|audience| !audience.is_empty());
                let audience = audience.unwrap_or(&self.flow.client_id);
                check_audience(self.token(&tokens)?, audience)?;
                Ok(PkceOutcome::Granted(tokens))
            }
        }
    }

    async fn exchange(&self, code: &Secret, style: Style) -> Result<TokenAnswer, CliError> {
        let url = endpoint("TokenEndpoint", &self.flow.token_endpoint)?;
        let (client_id, secret) = (&self.flow.client_id, &self.flow.client_secret);
        let verifier = self.request.pkce.as_ref().map(|pkce| &pkce.verifier);
        let mut form = vec![
            ("code", code.reveal()),
            ("code_verifier", verifier.map_or("", Secret::reveal)),
            ("grant_type", "authorization_code"),
            ("redirect_uri", &self.request.redirect_uri),
        ];
        let mut request = self.http.post(url);
        match style {
            // RFC 6749 §2.3.1: both are encoded as in a form before they are a user and a password.
            Style::Header => {
                request = request.basic_auth(encoded(client_id), Some(encoded(secret)));
            }
            Style::Body => {
                form.push(("client_id", client_id));
                if !secret.is_empty() {
                    form.push(("client_secret", secret));
                }
            }
        }
        let answer = self.http.send(request.form(&form)).await?;
        Ok(TokenAnswer::read(&answer)?)
    }

    /// The token that is shown to the management server.
    ///
    /// # Errors
    /// [`CliError::Token`] when that token is absent.
    pub fn token<'a>(&self, tokens: &'a Tokens) -> Result<&'a Secret, CliError> {
        token_to_show(self.flow.use_id_token, tokens)
    }
}

/// Where a client's id and secret are put.
#[derive(Clone, Copy, Debug)]
enum Style {
    Header,
    Body,
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
