//! `GET /api/v3/events/events/actions/`.

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::http::api_json;
use crate::model::EventAction;

/// Every action with its name for people.
pub(super) async fn handler() -> Response {
    let actions: Vec<Value> = EventAction::ALL
        .iter()
        .map(|action| described(*action))
        .collect();
    api_json(StatusCode::OK, &actions)
}

fn described(action: EventAction) -> Value {
    json!({
        "name": label(action),
        "description": "",
        "component": action.as_str(),
        "model_name": "",
        "requires_enterprise": false,
        "deprecated": false,
    })
}

/// The words of the name, but for two that Authentik names otherwise (recording
/// `31-admin-users-write`, "event actions").
fn label(action: EventAction) -> String {
    match action {
        EventAction::InvitationUsed => "Invite Used".to_owned(),
        EventAction::Custom => "Custom Prefix".to_owned(),
        _ => action
            .as_str()
            .split('_')
            .map(capitalised)
            .collect::<Vec<_>>()
            .join(" "),
    }
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(word.len().min(1));
    first.to_uppercase() + rest
}
