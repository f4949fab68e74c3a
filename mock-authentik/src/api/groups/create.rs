//! `POST /api/v3/core/groups/`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use indexmap::IndexSet;
use serde_json::Map;

use super::change::Change;
use super::representation::{Include, group_json};
use crate::api::{ApiError, Body, Caller};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Group};

pub(super) async fn handler(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let change = Change::read(body.whole()?, &store, app.profile(), None)?;
    let group = change.apply(&mut store, new_group(&app, String::new()));
    caller.audit(&app, &mut store, EventAction::ModelCreated, &group);
    let answer = group_json(&store, app.profile(), &group, Include::USUAL);
    Ok(api_json(StatusCode::CREATED, &answer))
}

/// A group of that name, not yet in the table.
pub(crate) fn new_group(app: &App, name: String) -> Group {
    Group {
        pk: app.entropy().uuid(),
        name,
        is_superuser: false,
        parents: IndexSet::new(),
        attributes: Map::new(),
        roles: IndexSet::new(),
    }
}
