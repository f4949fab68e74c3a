//! `GET /api/v3/core/users/`.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::filters::{Filters, is_plain};
use super::{Include, user_json};
use crate::api::{ApiError, Page, Query, SortKey, flag, order};
use crate::app::App;
use crate::model::User;

/// Lists users, AnonymousUser never among them. Without filters the cost of a page does not depend on
/// its number.
pub(super) async fn handler(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let leaves_out = app.profile().lists_leave_out_what_is_unwanted();
    let wanted = |name| !leaves_out || flag(&query.form, name).unwrap_or(true);
    let include = Include {
        groups: wanted("include_groups"),
        roles: wanted("include_roles"),
    };
    let show = |user: &User| user_json(&store, app.profile(), user, include);
    if is_plain(&query) {
        let page = Page::of(&app, &query.form, store.users.len())?;
        let results: Vec<Value> = store.users.page(page.range.clone()).map(show).collect();
        return Ok(page.answer(&app, &results, &autocomplete()));
    }
    let filters = Filters::read(&store, &query)?;
    let mut users: Vec<&User> = store.users.page(0..store.users.len()).collect();
    users.retain(|user| filters.pass(&store, user));
    order(&mut users, &query.form, "username", |user, field| {
        sort_key(user, field)
    });
    let page = Page::of(&app, &query.form, users.len())?;
    let results: Vec<Value> = users[page.range.clone()]
        .iter()
        .map(|user| show(user))
        .collect();
    Ok(page.answer(&app, &results, &autocomplete()))
}

fn sort_key(user: &User, field: &str) -> Option<SortKey> {
    Some(match field {
        "pk" => user.pk.0.into(),
        "username" => user.username.as_str().into(),
        "name" => user.name.as_str().into(),
        "email" => user.email.as_str().into(),
        "is_active" => user.is_active.into(),
        "last_login" => user.last_login.into(),
        "date_joined" => user.date_joined.into(),
        "last_updated" => user.last_updated.into(),
        "password_change_date" => user.password_change_date.into(),
        "path" => user.path.as_str().into(),
        "type" => user.kind.as_str().into(),
        _ => return None,
    })
}

/// What a search can be completed with (recording `30-admin-users-read`, "/core/users/").
fn autocomplete() -> Value {
    let text = || json!({"type": "str", "nullable": false, "options": null});
    let types = [
        "internal",
        "external",
        "service_account",
        "internal_service_account",
    ];
    json!({
        "current_model": "authentik_core.user",
        "models": {"authentik_core.user": {
            "username": text(),
            "name": text(),
            "email": text(),
            "path": text(),
            "is_active": {"type": "bool", "nullable": true, "options": null},
            "type": {"type": "str", "nullable": false, "options": types},
            "attributes": {
                "type": "relation",
                "nullable": false,
                "options": null,
                "relation": "authentik_core.user_attributes",
            },
        }},
    })
}
