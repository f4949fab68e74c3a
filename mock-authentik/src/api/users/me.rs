//! `GET /api/v3/core/users/me/`.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::api::Caller;
use crate::app::App;
use crate::flows::{Visitor, set_session_cookie};
use crate::http::{BaseUrl, api_json, server_error};
use crate::model::User;
use crate::store::Store;

/// Tells who is calling. A browser's session is saved on the way, which sets its cookie (recording
/// `50-user-deleted`, "session before"), also when a token says who calls (recording `40-cors`, "api with
/// origin").
pub(super) async fn handler(
    State(app): State<App>,
    caller: Caller,
    base: BaseUrl,
    headers: HeaderMap,
) -> Response {
    let mut response = api_json(StatusCode::OK, &json!({"user": me(&app, &caller)}));
    let session = Visitor::of(&app, &headers).session;
    if session.key.is_empty() {
        return response;
    }
    let uid = Some(caller.user.uid.as_str());
    match set_session_cookie(&app, &base, &session, uid, &mut response) {
        Ok(()) => response,
        Err(error) => {
            tracing::error!(%error, "the session cookie cannot be signed");
            server_error()
        }
    }
}

fn me(app: &App, caller: &Caller) -> Value {
    let store = app.store();
    let user = &caller.user;
    let mut groups: Vec<_> = user
        .groups
        .iter()
        .filter_map(|pk| store.groups.get(pk))
        .collect();
    groups.sort_by(|left, right| left.name.cmp(&right.name));
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|group| json!({"name": group.name, "pk": group.pk}))
        .collect();
    let roles = user.roles.iter().filter_map(|pk| store.roles.get(pk));
    let roles: Vec<Value> = roles
        .map(|role| json!({"name": role.name, "pk": role.pk}))
        .collect();
    let mut me = Map::new();
    let mut add = |name: &str, value: Value| me.insert(name.to_owned(), value);
    add("pk", json!(user.pk));
    add("username", json!(user.username));
    add("name", json!(user.name));
    add("is_active", json!(user.is_active));
    add("is_superuser", json!(caller.is_superuser));
    add("groups", json!(groups));
    if app.profile().users_have_roles() {
        add("roles", json!(roles));
    }
    add("email", json!(user.email));
    add("avatar", json!(user.avatar(app.profile())));
    add("uid", json!(user.uid));
    add("settings", settings(&store, user));
    add("type", json!(user.kind));
    let allowed = if caller.is_superuser {
        app.profile().system_permissions()
    } else {
        &[]
    };
    add("system_permissions", json!(allowed));
    Value::Object(me)
}

/// The attribute `settings` of the groups, overlaid by the user's own.
fn settings(store: &Store, user: &User) -> Value {
    let groups = user.groups.iter().filter_map(|pk| store.groups.get(pk));
    let attributes = groups
        .map(|group| &group.attributes)
        .chain([&user.attributes]);
    let mut settings = Map::new();
    for given in attributes.filter_map(|attributes| attributes.get("settings")?.as_object()) {
        settings.extend(given.clone());
    }
    Value::Object(settings)
}
