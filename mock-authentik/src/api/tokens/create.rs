//! `POST /api/v3/core/tokens/`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::fields;
use super::representation::token_json;
use crate::api::{ApiError, Body, Caller};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Intent, Token, UserPk};

/// How long a key is.
const KEY_LENGTH: usize = 60;

pub(super) async fn handler(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let token = new_token(&app, caller.user.pk);
    let token = fields::write(&app, &store, &caller, body.whole()?, true, token)?;
    let answer = token_json(&store, app.profile(), &token);
    caller.audit(&app, &mut store, EventAction::ModelCreated, &token);
    store.tokens.insert(token);
    Ok(api_json(StatusCode::CREATED, &answer))
}

/// A token of a user's with a fresh key, not yet in the table.
pub(crate) fn new_token(app: &App, user: UserPk) -> Token {
    Token {
        pk: app.entropy().uuid(),
        identifier: String::new(),
        intent: Intent::Api,
        user,
        key: app.entropy().alphanumeric(KEY_LENGTH),
        description: String::new(),
        managed: None,
        flow: None,
        expires: app.now().saturating_add(fields::LIFETIME).ok(),
        expiring: true,
    }
}
