//! `GET /api/v3/core/tokens/`.

use axum::extract::State;
use axum::response::Response;

use super::lookup::is_visible;
use super::representation::token_json;
use crate::api::{
    ApiError, Caller, Query, SortKey, filter, flag, matches_search, order, paginate, passes,
};
use crate::app::App;
use crate::model::{Intent, Token};
use crate::store::Store;

pub(super) async fn handler(
    State(app): State<App>,
    caller: Caller,
    query: Query,
) -> Result<Response, ApiError> {
    let form = &query.form;
    if let Some(intent) = filter(form, "intent").filter(|name| Intent::from_name(name).is_none()) {
        return Err(ApiError::field(
            "intent",
            format!("Select a valid choice. {intent} is not one of the available choices."),
        ));
    }
    let store = app.store();
    let mut tokens: Vec<&Token> = store.tokens.iter().collect();
    tokens.retain(|token| is_visible(&caller, token) && is_asked_for(&store, &query, token));
    order(&mut tokens, form, "identifier,expires", |token, field| {
        sort_key(token, field)
    });
    paginate(&app, form, &tokens, |token| {
        token_json(&store, app.profile(), token)
    })
}

fn is_asked_for(store: &Store, query: &Query, token: &Token) -> bool {
    let form = &query.form;
    let username = store
        .users
        .get(token.user)
        .map_or("", |user| user.username.as_str());
    let texts = [
        &token.identifier,
        token.intent.as_str(),
        username,
        &token.description,
    ];
    passes(form, "identifier", &token.identifier)
        && passes(form, "intent", token.intent.as_str())
        && passes(form, "user__username", username)
        && passes(form, "description", &token.description)
        && passes(
            form,
            "managed",
            token.managed.as_deref().unwrap_or_default(),
        )
        && flag(form, "expiring").is_none_or(|expiring| token.expiring == expiring)
        && filter(form, "search").is_none_or(|search| matches_search(search, &texts))
}

fn sort_key(token: &Token, field: &str) -> Option<SortKey> {
    Some(match field {
        "identifier" => token.identifier.as_str().into(),
        "expires" => token.expires.into(),
        "expiring" => token.expiring.into(),
        "intent" => token.intent.as_str().into(),
        "user" => token.user.0.into(),
        "description" => token.description.as_str().into(),
        _ => return None,
    })
}
