//! `/api/v3/core/users/`.

mod create;
mod delete;
mod fields;
mod filters;
mod list;
mod lookup;
mod me;
mod options;
mod paths;
mod recovery;
mod representation;
mod retrieve;
mod service_account;
mod set_password;
mod update;

use axum::Router;
use axum::routing::{get, post};
use serde_json::{Value, json};

pub(crate) use create::new_user;
pub(crate) use representation::{Include, partial_user_json, user_json};

use super::View;
use crate::app::App;
use crate::model::User;
use crate::store::object_reference;

/// How an event points at a user: by the name for people (recording `31-admin-users-write`, "events
/// after deletion").
pub(crate) fn reference(user: &User) -> Value {
    object_reference(("authentik_core", "user"), json!(user.pk), &user.name)
}

pub(super) fn router(app: &App) -> Router<App> {
    const USER: &str = "User";
    let list = get(list::handler)
        .post(create::handler)
        .options(options::handler);
    let object = get(retrieve::handler)
        .put(update::handler)
        .patch(update::handler)
        .delete(delete::handler);
    let recovery = match app.profile().recovery_is_read() {
        true => View::object_reading(USER).of(app, get(recovery::handler)),
        false => View::object_action(USER).of(app, post(recovery::handler)),
    };
    Router::new()
        .route("/core/users/", View::list(USER).of(app, list))
        .route(
            "/core/users/me/",
            View::reading(USER).for_everyone().of(app, get(me::handler)),
        )
        .route(
            "/core/users/paths/",
            View::reading(USER).of(app, get(paths::handler)),
        )
        .route(
            "/core/users/service_account/",
            View::action(USER).of(app, post(service_account::handler)),
        )
        .route("/core/users/{pk}/", View::object(USER).of(app, object))
        .route(
            "/core/users/{pk}/set_password/",
            View::object_action(USER).of(app, post(set_password::handler)),
        )
        .route("/core/users/{pk}/recovery/", recovery)
}
