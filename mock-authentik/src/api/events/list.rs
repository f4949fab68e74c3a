//! `GET /api/v3/events/events/`.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use super::representation::event_json;
use crate::api::{ApiError, Page, Query, SortKey, filter, matches_search, order, passes};
use crate::app::App;
use crate::model::{Event, EventAction};
use crate::store::Store;

pub(super) async fn handler(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    // Newest first, also among events of one moment.
    let mut events: Vec<&Event> = store.events.iter().rev().collect();
    events.retain(|event| is_asked_for(&query, event));
    order(&mut events, &query.form, "-created", |event, field| {
        sort_key(event, field)
    });
    let page = Page::of(&app, &query.form, events.len())?;
    let shown = events[page.range.clone()].iter();
    let results: Vec<Value> = shown
        .map(|event| event_json(&store, app.profile(), event))
        .collect();
    Ok(page.answer(&app, &results, &autocomplete(&store)))
}

fn is_asked_for(query: &Query, event: &Event) -> bool {
    let form = &query.form;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let username = text(event.user.read().get("username"));
    let context = event.context.read();
    let of_model = |name: &str| match context.get("model").and_then(|model| model.get(name)) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let actions = query.all("actions");
    let client_ip = event.client_ip.as_deref().unwrap_or_default();
    let search = [event.action.as_str(), event.app, &username, client_ip];
    passes(form, "action", event.action.as_str())
        && (actions.is_empty() || actions.contains(&event.action.as_str()))
        && passes(form, "username", &username)
        && passes(form, "client_ip", client_ip)
        && passes(form, "context_model_app", &of_model("app"))
        && passes(form, "context_model_name", &of_model("model_name"))
        && passes(form, "context_model_pk", &of_model("pk"))
        && filter(form, "search").is_none_or(|wanted| matches_search(wanted, &search))
}

fn sort_key(event: &Event, field: &str) -> Option<SortKey> {
    Some(match field {
        "created" | "expires" => event.created.into(),
        "action" => event.action.as_str().into(),
        "app" => event.app.into(),
        "client_ip" => event.client_ip.as_deref().into(),
        _ => return None,
    })
}

/// What a search can be completed with; the parts that have written events are among it (recording
/// `31-admin-users-write`, "events").
fn autocomplete(store: &Store) -> Value {
    let apps: BTreeSet<&str> = store.events.iter().map(|event| event.app).collect();
    let actions: Vec<&str> = EventAction::ALL
        .iter()
        .map(|action| action.as_str())
        .collect();
    let field =
        |kind: &str, options: Value| json!({"type": kind, "nullable": false, "options": options});
    let text = || field("str", Value::Null);
    let relation = |to: &str| {
        let to = format!("authentik_events.event_{to}");
        json!({"type": "relation", "nullable": false, "options": null, "relation": to})
    };
    json!({
        "current_model": "authentik_events.event",
        "models": {
            "authentik_events.event": {
                "action": field("str", json!(actions)),
                "event_uuid": text(),
                "app": field("str", json!(apps)),
                "client_ip": text(),
                "user": relation("user"),
                "brand": relation("brand"),
                "context": relation("context"),
                "created": field("datetime", json!([])),
            },
            "authentik_events.event_user": {
                "pk": field("int", Value::Null),
                "username": text(),
                "email": text(),
            },
            "authentik_events.event_brand": {
                "pk": text(),
                "app": text(),
                "name": text(),
                "model_name": text(),
            },
            "authentik_events.event_context": {"http_request": relation("context_http_request")},
            "authentik_events.event_context_http_request": {
                "args": relation("context_http_request_args"),
                "path": text(),
                "method": text(),
                "request_id": text(),
                "user_agent": text(),
            },
        },
    })
}
