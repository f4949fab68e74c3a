//! `/users/{id}/tokens`: personal access tokens.

use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};

use super::authentication::Asking;
use super::error::RestError;
use super::json::{Body, Empty, Json};
use crate::app::App;
use crate::model::PersonalAccessToken;

/// A token.
#[derive(Serialize)]
pub(super) struct Token {
    created_at: String,
    created_by: String,
    expiration_date: String,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_used: Option<String>,
    name: String,
}

/// A new token, with its text.
#[derive(Serialize)]
pub(super) struct GeneratedToken {
    personal_access_token: Token,
    plain_token: String,
}

/// `POST /users/{id}/tokens`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct WantedToken {
    name: Option<String>,
    expires_in: Option<i64>,
}

/// `GET /users/{id}/tokens`: `null` where there are none.
pub(super) async fn list(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(user_id): Path<String>,
) -> Result<Json<Option<Vec<Token>>>, RestError> {
    let tokens = app.tokens(&asking.account_id, &asking.user_id, &user_id)?;
    let tokens: Vec<Token> = tokens.into_iter().map(Token::from).collect();
    Ok(Json((!tokens.is_empty()).then_some(tokens)))
}

/// `POST /users/{id}/tokens`.
pub(super) async fn create(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(user_id): Path<String>,
    Body(wanted): Body<WantedToken>,
) -> Result<Json<GeneratedToken>, RestError> {
    let new = app
        .create_token(
            &asking.account_id,
            &asking.user_id,
            &user_id,
            &wanted.name.unwrap_or_default(),
            wanted.expires_in.unwrap_or_default(),
        )
        .await?;
    Ok(Json(GeneratedToken {
        personal_access_token: new.token.into(),
        plain_token: new.plain,
    }))
}

/// `GET /users/{id}/tokens/{token id}`.
pub(super) async fn read(
    State(app): State<App>,
    Asking(asking): Asking,
    Path((user_id, token_id)): Path<(String, String)>,
) -> Result<Json<Token>, RestError> {
    let token = app.token(&asking.account_id, &asking.user_id, &user_id, &token_id)?;
    Ok(Json(token.into()))
}

/// `DELETE /users/{id}/tokens/{token id}`.
pub(super) async fn delete(
    State(app): State<App>,
    Asking(asking): Asking,
    Path((user_id, token_id)): Path<(String, String)>,
) -> Result<Json<Empty>, RestError> {
    app.delete_token(&asking.account_id, &asking.user_id, &user_id, &token_id)
        .await?;
    Ok(Json(Empty {}))
}

impl From<PersonalAccessToken> for Token {
    fn from(token: PersonalAccessToken) -> Self {
        Self {
            created_at: token.created_at.to_string(),
            created_by: token.created_by,
            expiration_date: token.expiration_date.to_string(),
            id: token.id,
            last_used: token.last_used.map(|time| time.to_string()),
            name: token.name,
        }
    }
}
