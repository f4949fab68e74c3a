//! `/api/v3/core/groups/`.

mod change;
mod create;
mod delete;
mod list;
mod lookup;
mod membership;
mod representation;
mod retrieve;
mod update;

use axum::Router;
use axum::routing::{get, post};
use serde_json::{Value, json};

pub(crate) use create::new_group;
pub(crate) use representation::{Include, group_json};

use super::View;
use crate::app::App;
use crate::model::Group;
use crate::store::object_reference;

/// How an event points at a group.
pub(crate) fn reference(group: &Group) -> Value {
    let pk = json!(group.pk.simple().to_string());
    object_reference(("authentik_core", "group"), pk, &group.name)
}

pub(super) fn router(app: &App) -> Router<App> {
    const GROUP: &str = "Group";
    let object = get(retrieve::handler)
        .put(update::handler)
        .patch(update::handler)
        .delete(delete::handler);
    let action = View::object_action(GROUP);
    Router::new()
        .route(
            "/core/groups/",
            View::list(GROUP).of(app, get(list::handler).post(create::handler)),
        )
        .route("/core/groups/{pk}/", View::object(GROUP).of(app, object))
        .route(
            "/core/groups/{pk}/add_user/",
            action.of(app, post(membership::add_user)),
        )
        .route(
            "/core/groups/{pk}/remove_user/",
            action.of(app, post(membership::remove_user)),
        )
}
