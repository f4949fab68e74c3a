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
mod used_by;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use create::new_user;
pub(crate) use representation::{Include, partial_user_json, user_json};

use super::View;
use crate::app::App;

pub(crate) use service_account::{new_app_password, new_service_account};

pub(super) fn router(app: &App) -> Router<App> {
    const USER: &str = "User";
    let list = get(list::handler)
        .post(create::handler)
        .options(options::handler);
    let object = get(retrieve::handler)
        .put(update::handler)
        .patch(update::handler)
        .delete(delete::handler);
    let recovery = if app.profile().recovery_is_read() {
        View::object_reading(USER).of(app, get(recovery::handler))
    } else {
        View::object_action(USER).of(app, post(recovery::handler))
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
        .route(
            "/core/users/{pk}/used_by/",
            View::object_reading(USER).of(app, get(used_by::handler)),
        )
}
