//! `/providers/oauth2/<id>/preview_user/`: what a token would tell of a user.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, json};

use crate::api::{ApiError, Caller, Query, filter, found};
use crate::app::App;
use crate::http::{BaseUrl, api_json};
use crate::model::{Provider, User, UserPk};
use crate::oauth::{ACR, issuer, mapped_scopes, scope_claims, subject};
use crate::store::Store;

/// How long the token would live (recording `33-groups-tokens-invitations`, "preview user").
const LIFETIME: i64 = 30 * 60;

/// Of the caller, or of the user that `for_user` names.
pub(super) async fn preview_user(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    query: Query,
    base: BaseUrl,
) -> Result<Response, ApiError> {
    let store = app.store();
    let provider: &Provider = found(&app, &store, &id)?;
    let user = match filter(&query.form, "for_user") {
        Some(pk) => user_of(&store, pk)?,
        None => &caller.user,
    };
    let now = app.now().as_second();
    let mut claims = Map::new();
    if let Some(issuer) = issuer(&store, provider, &base) {
        claims.insert("iss".into(), issuer.into());
    }
    for (name, value) in [
        ("sub", json!(subject(provider, user))),
        ("aud", json!(provider.client_id)),
        ("exp", json!(now + LIFETIME)),
        ("iat", json!(now)),
        ("auth_time", json!(now)),
        ("acr", json!(ACR)),
    ] {
        claims.insert(name.into(), value);
    }
    let scopes = mapped_scopes(&store, provider);
    claims.extend(scope_claims(&store, provider, user, &scopes));
    Ok(api_json(StatusCode::OK, &json!({"preview": claims})))
}

fn user_of<'a>(store: &'a Store, pk: &str) -> Result<&'a User, ApiError> {
    let user = pk.parse().ok().and_then(|pk| store.users.get(UserPk(pk)));
    user.ok_or_else(|| ApiError::field("for_user", format!("User {pk} not found")))
}
