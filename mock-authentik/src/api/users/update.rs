//! `PUT` and `PATCH /api/v3/core/users/<pk>/`.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::Response;

use super::fields::Fields;
use super::{Include, lookup, user_json};
use crate::api::{ApiError, Body, Caller, no_match};
use crate::app::App;
use crate::http::api_json;

pub(super) async fn handler(
    State(app): State<App>,
    method: Method,
    Path(pk): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let is_partial = method == Method::PATCH;
    let mut store = app.store();
    let before = lookup::find(&app, &store, &pk)?.clone();
    let pk = before.pk;
    let mut fields = if is_partial {
        Fields::read(body.partial()?, &store, Some(&before))?
    } else {
        Fields::read(body.whole()?, &store, Some(&before))?.replacing()
    };
    if let Some(username) = fields.username.take() {
        store.users.rename(pk, &username);
    }
    let user = store
        .users
        .get_mut(pk)
        .ok_or_else(|| no_match(&app, "User"))?;
    fields.apply(user, app.now());
    let user = user.clone();
    if !user.is_active {
        // Whatever is saved of an inactive user ends their tokens; only PATCH ends their sessions
        // (reference, section 6.3).
        if app.profile().deactivation_deletes_tokens() {
            store.grants.delete_tokens_of(pk);
        }
        if is_partial {
            store.end_sessions_of(app.profile(), pk);
        }
    }
    caller.audit_user(&app, &mut store, Some(&before), &user);
    let answer = user_json(&store, app.profile(), &user, Include::ALL);
    Ok(api_json(StatusCode::OK, &answer))
}
