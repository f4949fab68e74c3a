//! `POST /application/o/introspect/` (RFC 7662).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::answer::uncached_json;
use super::request::{ClientCredentials, FormRequest};
use crate::app::App;
use crate::store::Store;

/// What a token says. Whatever is wrong, also with the client, the answer is that it is not active.
pub(super) async fn post(State(app): State<App>, request: FormRequest) -> Response {
    let told = told(&app, &app.store(), &request);
    let body = told.unwrap_or_else(|| Map::from_iter([("active".to_owned(), json!(false))]));
    uncached_json(StatusCode::OK, &body)
}

/// The client must show its secret, even a public one (observed, section 5).
fn told(app: &App, store: &Store, request: &FormRequest) -> Option<Map<String, Value>> {
    let credentials = ClientCredentials::of(request, app.profile());
    let own_only = app.profile().introspection_is_for_own_tokens();
    let provider = store
        .provider_by_client_id(&credentials.id)
        .filter(|provider| provider.client_secret == credentials.secret)?;
    let (token, now) = (request.form.text("token"), app.now());
    let access = store
        .grants
        .access_token(token, now)
        .map(|token| (&token.grant, &token.id_token, true));
    let refresh = || {
        let token = store.grants.refresh_token(token, now)?;
        Some((&token.grant, &token.id_token, !token.revoked))
    };
    let (grant, claims, active) = access
        .or_else(refresh)
        .filter(|(grant, ..)| !own_only || grant.provider == provider.pk)?;
    let mut body = claims.read();
    body.insert("active".into(), json!(active));
    body.insert("scope".into(), json!(grant.scope()));
    body.insert("client_id".into(), json!(provider.client_id));
    Some(body)
}
