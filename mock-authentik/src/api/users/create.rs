//! `POST /api/v3/core/users/`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use indexmap::IndexSet;
use serde_json::Map;

use super::fields::Fields;
use super::{Include, user_json};
use crate::api::{ApiError, Body, Caller};
use crate::app::App;
use crate::http::api_json;
use crate::model::{PasswordHash, User, UserType};
use crate::store::Store;

pub(super) async fn handler(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let mut fields = Fields::read(body.whole()?, &store, None)?;
    let username = fields.username.take().unwrap_or_default();
    let mut user = new_user(&app, &mut store, username);
    fields.apply(&mut user, app.now());
    let answer = user_json(&store, app.profile(), &user, Include::ALL);
    caller.audit_user(&app, &mut store, None, &user);
    store.users.insert(user);
    Ok(api_json(StatusCode::CREATED, &answer))
}

/// A user of that name as Authentik makes one when nothing else is said, not yet in the table.
pub(crate) fn new_user(app: &App, store: &mut Store, username: String) -> User {
    let now = app.now();
    let pk = store.users.next_pk();
    User {
        pk,
        uuid: app.entropy().uuid(),
        username,
        name: String::new(),
        email: String::new(),
        is_active: true,
        kind: UserType::Internal,
        path: "users".into(),
        attributes: Map::new(),
        groups: IndexSet::new(),
        roles: IndexSet::new(),
        password: PasswordHash::Unusable,
        last_login: None,
        date_joined: now,
        password_change_date: now,
        last_updated: now,
        uid: User::uid_of(pk, store.install_id),
    }
}
