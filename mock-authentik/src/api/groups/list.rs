//! `GET /api/v3/core/groups/`.

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::representation::{Include, group_json};
use crate::api::{
    ApiError, FieldErrors, Page, Query, SortKey, filter, flag, matches_search, order, passes,
};
use crate::app::App;
use crate::model::{Group, User};
use crate::store::Store;

pub(super) async fn handler(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let form = &query.form;
    let members = members(&store, &query)?;
    let mut groups: Vec<&Group> = store.groups.values().collect();
    groups.retain(|group| {
        passes(form, "name", &group.name)
            && flag(form, "is_superuser").is_none_or(|yes| group.is_superuser == yes)
            && members
                .as_ref()
                .is_none_or(|members| has_any(group, members))
            && filter(form, "search").is_none_or(|search| matches_search(search, &[&group.name]))
    });
    order(&mut groups, form, "name", |group, field| {
        sort_key(group, field)
    });
    let include = Include {
        users: flag(form, "include_users")
            .filter(|_| app.profile().lists_leave_out_what_is_unwanted())
            .unwrap_or(Include::USUAL.users),
        children: flag(form, "include_children").unwrap_or(Include::USUAL.children),
        parents: flag(form, "include_parents").unwrap_or(Include::USUAL.parents),
    };
    let page = Page::of(&app, form, groups.len())?;
    let shown = groups[page.range.clone()].iter();
    let results: Vec<Value> = shown
        .map(|group| group_json(&store, app.profile(), group, include))
        .collect();
    Ok(page.answer(&app, &results, &autocomplete()))
}

/// The users whose groups are asked for; `None` when nobody's are.
fn members<'a>(store: &'a Store, query: &Query) -> Result<Option<Vec<&'a User>>, ApiError> {
    let mut errors = FieldErrors::default();
    let mut members = Vec::new();
    let mut add = |name: &str, given: &str, user: Option<&'a User>| match user {
        Some(user) => members.push(user),
        None => errors.add(
            name,
            format!("Select a valid choice. {given} is not one of the available choices."),
        ),
    };
    for pk in query.all("members_by_pk") {
        let key = pk.parse().map(crate::model::UserPk).ok();
        add(
            "members_by_pk",
            pk,
            key.and_then(|key| store.users.get(key)),
        );
    }
    for username in query.all("members_by_username") {
        add(
            "members_by_username",
            username,
            store.users.by_username(username),
        );
    }
    errors.into_result()?;
    Ok((!members.is_empty()).then_some(members))
}

fn has_any(group: &Group, members: &[&User]) -> bool {
    members.iter().any(|user| user.groups.contains(&group.pk))
}

fn sort_key(group: &Group, field: &str) -> Option<SortKey> {
    Some(match field {
        "name" => group.name.as_str().into(),
        "is_superuser" => group.is_superuser.into(),
        "pk" => group.pk.to_string().as_str().into(),
        _ => return None,
    })
}

/// What a search can be completed with (recording `00-setup`, "find group").
fn autocomplete() -> Value {
    json!({
        "current_model": "authentik_core.group",
        "models": {"authentik_core.group": {
            "name": {"type": "str", "nullable": false, "options": null},
            "is_superuser": {"type": "bool", "nullable": true, "options": null},
            "attributes": {
                "type": "relation",
                "nullable": false,
                "options": null,
                "relation": "authentik_core.group_attributes",
            },
        }},
    })
}
