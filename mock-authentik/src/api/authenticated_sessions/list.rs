//! `GET /api/v3/core/authenticated_sessions/`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::lookup::visible;
use super::representation::Shower;
use crate::api::{
    ApiError, Caller, Query, SortKey, filter, matches_search, order, paginate, passes,
};
use crate::app::App;
use crate::model::{Login, Session};
use crate::store::Store;

pub(super) async fn handler(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    query: Query,
) -> Result<Response, ApiError> {
    let shower = Shower::new(&app, &headers);
    let (store, form) = (app.store(), &query.form);
    let mut sessions: Vec<(&Session, &Login)> = visible(&app, &store, &caller)
        .filter(|(_, login)| is_asked_for(&store, &query, login))
        .collect();
    // Sessions of one user are in the order in which they began.
    sessions.sort_by_key(|(_, login)| (login.at, login.uuid));
    order(
        &mut sessions,
        form,
        "user__username",
        |(_, login), field| sort_key(&store, login, field),
    );
    paginate(&app, form, &sessions, |session| shower.show(*session))
}

fn is_asked_for(store: &Store, query: &Query, login: &Login) -> bool {
    let form = &query.form;
    let texts = [username(store, login), &login.client_ip, &login.user_agent];
    let [username, client_ip, user_agent] = texts;
    // Newer versions ask for the same of the session beneath.
    let passes_either = |name: &str, value: &str| {
        passes(form, name, value) && passes(form, &format!("session__{name}"), value)
    };
    passes(form, "user__username", username)
        && passes_either("last_ip", client_ip)
        && passes_either("last_user_agent", user_agent)
        && filter(form, "search").is_none_or(|search| matches_search(search, &texts))
}

fn sort_key(store: &Store, login: &Login, field: &str) -> Option<SortKey> {
    Some(match field {
        "user__username" => username(store, login).into(),
        "user" => login.user.0.into(),
        "last_ip" => login.client_ip.as_str().into(),
        "last_user_agent" => login.user_agent.as_str().into(),
        "last_used" => login.at.into(),
        _ => return None,
    })
}

fn username<'a>(store: &'a Store, login: &Login) -> &'a str {
    let user = store.users.get(login.user);
    user.map_or("", |user| user.username.as_str())
}
