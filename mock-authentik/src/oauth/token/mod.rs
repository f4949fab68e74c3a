//! `POST /application/o/token/`: a file for each grant.

mod authorization_code;
mod client_assertion;
mod client_credentials;
mod client_secret;
mod device_code;
mod error;
mod refresh_token;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};

use self::error::TokenError;
use super::answer::uncached_json;
use super::cors;
use super::discovery::GrantType;
use super::issue::Issued;
use super::request::{ClientCredentials, FormRequest};
use crate::app::App;
use crate::http::RequestInfo;
use crate::journal::OnBehalfOf;
use crate::model::{ClientType, EventAction, Grant, Provider, User};
use crate::store::{Entry, Store, object_reference};

/// A request of a client that exists.
struct TokenRequest<'a> {
    app: &'a App,
    request: &'a FormRequest,
    provider: &'a Provider,
    /// What the client showed; whether it must be right depends on the grant.
    secret: &'a str,
}

/// Redeems a grant for tokens.
pub(super) async fn post(State(app): State<App>, request: FormRequest) -> Response {
    let credentials = ClientCredentials::of(&request, app.profile());
    let provider = app.store().provider_by_client_id(&credentials.id).cloned();
    let tokens = match &provider {
        Some(provider) => redeem(&TokenRequest {
            app: &app,
            request: &request,
            provider,
            secret: &credentials.secret,
        }),
        None => Err(TokenError::UnknownClient(credentials.id)),
    };
    let response = match tokens {
        Ok(issued) => {
            let on_behalf_of = OnBehalfOf(issued.user);
            let mut response = uncached_json(StatusCode::OK, &answer(&app, &request, issued));
            response.extensions_mut().insert(on_behalf_of);
            response
        }
        Err(error) => {
            tracing::info!(id = request.info.id, %error, "no tokens");
            let status = StatusCode::BAD_REQUEST;
            error.code().answer(status, app.profile(), &request.info.id)
        }
    };
    let redirect_uris = provider.map(|provider| provider.redirect_uris);
    let redirect_uris = redirect_uris.unwrap_or_default();
    cors::allowing(&request.headers, &redirect_uris, response)
}

/// OPTIONS: JSON, from whichever origin (recording `40-cors`, "preflight").
pub(super) async fn preflight(headers: HeaderMap) -> Response {
    let mut response = uncached_json(StatusCode::OK, &json!({}));
    cors::allow_preflight(&headers, &mut response);
    response
}

fn redeem(token: &TokenRequest<'_>) -> Result<Issued, TokenError> {
    let name = token.request.form.text("grant_type");
    match GrantType::from_name(name) {
        Some(GrantType::AuthorizationCode) => authorization_code::redeem(token),
        Some(GrantType::RefreshToken) => refresh_token::redeem(token),
        Some(GrantType::ClientCredentials | GrantType::Password) => {
            client_credentials::redeem(token)
        }
        Some(GrantType::DeviceCode) => device_code::redeem(token),
        Some(GrantType::Implicit) | None => Err(TokenError::UnsupportedGrant(name.to_owned())),
    }
}

impl TokenRequest<'_> {
    /// A confidential client must show its secret; what a public one shows is not looked at (observed,
    /// section 5).
    fn check_secret(&self) -> Result<(), TokenError> {
        match self.provider.client_type {
            ClientType::Confidential if self.provider.client_secret != self.secret => {
                Err(TokenError::WrongSecret(self.provider.client_id.clone()))
            }
            ClientType::Confidential | ClientType::Public => Ok(()),
        }
    }

    /// The scopes that were asked for, as far as the provider knows them.
    fn scopes(&self, store: &Store) -> Vec<String> {
        let asked_for = self.request.form.text("scope").split_whitespace();
        let profile = self.app.profile();
        if profile.token_requests_drop_unknown_scopes() {
            super::known_scopes((store, profile), self.provider, asked_for)
        } else {
            asked_for.map(str::to_owned).collect()
        }
    }

    fn info(&self) -> &RequestInfo {
        &self.request.info
    }

    /// Writes to the audit log, with the provider in the context where `context` has room for it.
    fn log(&self, store: &mut Store, action: EventAction, user: Option<&User>, context: Value) {
        let entry = Entry {
            action,
            app: "authentik.providers.oauth2.views.token",
            user,
            context,
        };
        store.log(entry.into_event(self.app, self.info()));
    }

    /// How events point at the provider.
    fn provider_reference(&self) -> Value {
        let model = ("authentik_providers_oauth2", "oauth2provider");
        object_reference(model, self.provider.pk, &self.provider.name)
    }

    /// Whether the grant comes with a refresh token: with `offline_access`, or always (differences,
    /// "refresh_token").
    fn comes_with_refresh_token(&self, grant: &Grant) -> bool {
        grant.has_scope("offline_access") || !self.app.profile().refresh_needs_offline_access()
    }
}

/// The members in the recorded order (recording `02-authcode-pkce`, "exchange with browser Origin";
/// differences, "token answer keys").
fn answer(app: &App, request: &FormRequest, issued: Issued) -> Map<String, Value> {
    let profile = app.profile();
    let in_refresh = request.form.text("grant_type") == GrantType::RefreshToken.as_str();
    let refresh_token = issued.refresh_token.map(|token| json!(token));
    let comes_second = if in_refresh {
        profile.refresh_token_comes_second_in_a_refresh()
    } else {
        profile.refresh_token_comes_second()
    };
    let members = [
        ("access_token", Some(json!(issued.access_token))),
        (
            "refresh_token",
            refresh_token.clone().filter(|_| comes_second),
        ),
        ("token_type", Some(json!("Bearer"))),
        (
            "scope",
            profile
                .token_answers_tell_their_scope()
                .then(|| json!(issued.scope)),
        ),
        ("expires_in", Some(json!(issued.expires_in))),
        ("id_token", Some(json!(issued.id_token))),
        ("refresh_token", refresh_token.filter(|_| !comes_second)),
    ];
    members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}
