//! `GET /api/v3/events/events/actions/`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::Profile;
use crate::app::App;
use crate::http::api_json;
use crate::model::EventAction;

/// Every action with its name for people.
pub(super) async fn handler(State(app): State<App>) -> Response {
    let actions = EventAction::ALL.iter().copied();
    let known = actions.filter(|action| {
        *action != EventAction::ExportReady || app.profile().event_actions_may_be_deprecated()
    });
    let actions: Vec<Value> = known
        .map(|action| described(app.profile(), action))
        .collect();
    api_json(StatusCode::OK, &actions)
}

fn described(profile: Profile, action: EventAction) -> Value {
    let mut described = json!({
        "name": label(action),
        "description": "",
        "component": action.as_str(),
        "model_name": "",
    });
    if profile.event_actions_may_need_a_licence() {
        described["requires_enterprise"] = json!(false);
    }
    if profile.event_actions_may_be_deprecated() {
        described["deprecated"] = json!(false);
    }
    described
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
