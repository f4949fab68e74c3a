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
mod used_by;

use axum::Router;
use axum::routing::{get, post};

pub(crate) use create::new_group;
pub(crate) use representation::{Include, group_json};

use super::View;
use crate::app::App;

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
        .route(
            "/core/groups/{pk}/used_by/",
            View::object_reading(GROUP).of(app, get(used_by::handler)),
        )
}
