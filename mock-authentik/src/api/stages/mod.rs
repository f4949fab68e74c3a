//! Stages: all of them to read, and those of each kind that can be set up.

mod all;
mod collection;
mod fields;
mod object;
mod prompts;
mod representation;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::Method;
use axum::routing::get;

use super::{Body, Caller, Query, View};
use crate::app::App;
use crate::stages::{self, Description};

pub(crate) use representation::stage_json;

pub(super) fn router(app: &App) -> Router<App> {
    let all = Router::new()
        .route(
            "/stages/all/",
            View::reading("Stage").of(app, get(all::list)),
        )
        .route(
            "/stages/all/{uuid}/",
            View::object_reading("Stage").of(app, get(all::read)),
        )
        .merge(prompts::router(app));
    stages::all().fold(all, |router, kind| router.merge(of_kind(app, kind)))
}

/// The stages of a kind: the handlers are the same for all, and told which kind.
fn of_kind(app: &App, kind: &'static Description) -> Router<App> {
    let Some(path) = kind.path else {
        return Router::new();
    };
    let list =
        move |app: State<App>, query: Query| async move { collection::list(kind, app, &query) };
    let create = move |app: State<App>, caller: Caller, body: Body| async move {
        collection::create(kind, app, (&caller, body))
    };
    let read =
        move |app: State<App>, uuid: Path<String>| async move { object::read(kind, app, uuid) };
    let change = move |app: State<App>,
                       method: Method,
                       uuid: Path<String>,
                       caller: Caller,
                       body: Body| async move {
        object::change(kind, app, (uuid, &method), (&caller, body))
    };
    let delete = move |app: State<App>, uuid: Path<String>, caller: Caller| async move {
        object::delete(kind, app, uuid, &caller)
    };
    let one = get(read).put(change).patch(change).delete(delete);
    Router::new()
        .route(
            &format!("/stages/{path}/"),
            View::list(kind.model).of(app, get(list).post(create)),
        )
        .route(
            &format!("/stages/{path}/{{uuid}}/"),
            View::object(kind.model).of(app, one),
        )
}
