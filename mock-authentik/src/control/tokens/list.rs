//! `GET /_mock/tokens`.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Kind;
use crate::app::App;
use crate::journal::DecodedToken;
use crate::model::{AccessToken, Grant, Intent, RefreshToken, Token};
use crate::store::Store;

/// The tokens, those of clients first and the newest of them first.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Tokens")]
pub(super) struct List {
    tokens: Vec<Held>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Token")]
struct Held {
    kind: Kind,
    /// Names it among those of its kind.
    id: String,
    user: Option<String>,
    /// The client id.
    client: Option<String>,
    scopes: Vec<String>,
    /// The key of the browser session behind it.
    session: Option<String>,
    /// When it expires; never when absent.
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    expires: Option<Timestamp>,
    /// Whether it works: it is neither revoked nor expired.
    works: bool,
    /// An access token's claims, and a refresh token's.
    claims: Map<String, Value>,
}

impl Held {
    fn of_grant(store: &Store, kind: Kind, grant: &Grant) -> Self {
        let provider = store.providers.get(&grant.provider);
        let user = store.users.get(grant.user);
        Self {
            kind,
            id: String::new(),
            user: user.map(|user| user.username.clone()),
            client: provider.map(|provider| provider.client_id.clone()),
            scopes: grant.scopes.clone(),
            session: grant.session.clone(),
            expires: None,
            works: true,
            claims: Map::new(),
        }
    }

    fn access(store: &Store, token: &AccessToken, now: Timestamp) -> Self {
        // An encrypted one cannot be read.
        let claims = DecodedToken::read(&token.token).map(|decoded| decoded.claims);
        Self {
            id: token.pk.to_string(),
            expires: Some(token.expires),
            works: now < token.expires,
            claims: claims.unwrap_or_default(),
            ..Self::of_grant(store, Kind::Access, &token.grant)
        }
    }

    fn refresh(store: &Store, token: &RefreshToken, now: Timestamp) -> Self {
        Self {
            id: token.pk.to_string(),
            expires: Some(token.expires),
            works: now < token.expires && !token.revoked,
            claims: token.id_token.read(),
            ..Self::of_grant(store, Kind::Refresh, &token.grant)
        }
    }

    fn of_user(store: &Store, token: &Token, now: Timestamp) -> Self {
        let kind = match token.intent {
            Intent::Api => Kind::Api,
            Intent::AppPassword => Kind::AppPassword,
            Intent::Verification | Intent::Recovery => Kind::Other,
        };
        Self {
            kind,
            id: token.identifier.clone(),
            user: store
                .users
                .get(token.user)
                .map(|user| user.username.clone()),
            client: None,
            scopes: Vec::new(),
            session: None,
            expires: token.expires.filter(|_| token.expiring),
            works: !token.is_expired(now),
            claims: Map::new(),
        }
    }
}

pub(super) async fn list(State(app): State<App>) -> Json<List> {
    let (store, now) = (app.store(), app.now());
    let mut access: Vec<_> = store.grants.access_tokens(now).collect();
    access.sort_by_key(|token| std::cmp::Reverse(token.pk));
    let mut refresh: Vec<_> = store.grants.refresh_tokens(now).collect();
    refresh.sort_by_key(|token| std::cmp::Reverse(token.pk));
    let access = access
        .into_iter()
        .map(|token| Held::access(&store, token, now));
    let refresh = refresh
        .into_iter()
        .map(|token| Held::refresh(&store, token, now));
    let of_users = store
        .tokens
        .iter()
        .map(|token| Held::of_user(&store, token, now));
    Json(List {
        tokens: access.chain(refresh).chain(of_users).collect(),
    })
}
