//! `POST /application/o/revoke/` (RFC 7009).

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::answer::uncached_json;
use super::error::OAuthError;
use super::request::{ClientCredentials, FormRequest};
use crate::app::App;
use crate::model::ClientType;

/// Deletes a token, whoever's it is, and says nothing of one that is not there (reference, section 1.8).
pub(super) async fn post(State(app): State<App>, request: FormRequest) -> Response {
    let credentials = ClientCredentials::of(&request, app.profile());
    let mut store = app.store();
    let needs_secret = |client_type| match client_type {
        ClientType::Confidential => true,
        ClientType::Public => !app.profile().public_clients_revoke_without_secret(),
    };
    let provider = store.provider_by_client_id(&credentials.id);
    let known = provider.is_some_and(|provider| {
        !needs_secret(provider.client_type) || provider.client_secret == credentials.secret
    });
    if !known {
        let status = StatusCode::UNAUTHORIZED;
        return OAuthError::InvalidClient.answer(status, app.profile(), &request.info.id);
    }
    store.grants.delete_token(request.form.text("token"));
    uncached_json(StatusCode::OK, &json!({}))
}
