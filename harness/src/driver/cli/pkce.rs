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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ambient::Server;
    use axum::Router;
    use axum::extract::State;
    use axum::routing::post;
    use http::HeaderMap;
    use tokio::sync::Mutex;

    use super::*;
    use crate::Trust;
    use crate::wire::Party;

    /// What a provider was asked: the `Authorization` header, and the form.
    type Asked = Arc<Mutex<Vec<(Option<String>, String)>>>;

    async fn refuse(
        State(asked): State<Asked>,
        headers: HeaderMap,
        form: String,
    ) -> (StatusCode, &'static str) {
        let authorization = headers.get("authorization");
        let authorization = authorization.map(|value| value.to_str().unwrap().to_owned());
        asked.lock().await.push((authorization, form));
        (StatusCode::BAD_REQUEST, r#"{"error": "invalid_client"}"#)
    }

    async fn login(login_flag: LoginFlag) -> (Server, Asked, PkceLogin) {
        let asked = Asked::default();
        let router = Router::new()
            .route("/token/", post(refuse))
            .with_state(asked.clone());
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
        let server = Server::start(address, router).await.unwrap();
        let flow = PkceFlow {
            audience: "CID".to_owned(),
            client_id: "CID".to_owned(),
            client_secret: String::new(),
            authorization_endpoint: "http://ak/authorize/".to_owned(),
            token_endpoint: format!("{}/token/", server.url()),
            scope: "openid".to_owned(),
            redirect_urls: vec!["http://localhost:53000".to_owned()],
            use_id_token: false,
            disable_prompt_login: false,
            login_flag,
        };
        let http = Http::new(Party::Cli, &Trust::default()).unwrap();
        let login = PkceLogin::start(http, flow, &Entropy::seeded(1)).unwrap();
        (server, asked, login)
    }

    fn code(state: Option<String>) -> AuthorizeOutcome {
        let code = "c0de".into();
        AuthorizeOutcome::Code { code, state }
    }

    #[tokio::test]
    async fn a_code_is_tried_with_basic_and_then_in_the_body() {
        let (_server, asked, login) = login(LoginFlag::PromptLogin).await;
        let outcome = login
            .finish(code(login.request.state.clone()))
            .await
            .unwrap();
        assert!(matches!(outcome, PkceOutcome::Refused { .. }));
        let asked = asked.lock().await.clone();
        let [(basic, first), (none, second)] = asked.as_slice() else {
            panic!("{} requests", asked.len());
        };
        // "CID:" in base64.
        assert_eq!(basic.as_deref(), Some("Basic Q0lEOg=="));
        assert!(!first.contains("client_id"), "{first}");
        assert_eq!(none, &None);
        assert!(second.contains("client_id=CID"), "{second}");
    }

    #[tokio::test]
    async fn another_state_is_refused_before_the_code_is_used() {
        let (_server, asked, login) = login(LoginFlag::PromptLogin).await;
        let error = login
            .finish(code(Some("other".to_owned())))
            .await
            .unwrap_err();
        assert!(matches!(error, CliError::State));
        assert!(asked.lock().await.is_empty());
    }

    #[tokio::test]
    async fn the_login_flag_asks_for_a_fresh_login() {
        let (_server, _, prompt) = login(LoginFlag::PromptLogin).await;
        assert_eq!(prompt.request.prompt.as_deref(), Some("login"));
        let (_server, _, max_age) = login(LoginFlag::MaxAge0).await;
        assert_eq!(max_age.request.max_age.as_deref(), Some("0"));
        assert_eq!(max_age.request.prompt, None);
        let state = max_age.request.state.unwrap();
        assert_eq!(state.len(), 48);
    }
}
