//! `OPTIONS /api/v3/core/users/`: what a user's fields may hold.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::http::api_json;

/// Describes the list and how to add to it (recording `30-admin-users-read`, "OPTIONS").
pub(super) async fn handler(State(app): State<App>) -> Response {
    let profile = app.profile();
    let is_known = |name: &str| match name {
        "date_joined" | "password_change_date" | "last_updated" => profile.users_have_dates(),
        "roles" | "roles_obj" => profile.users_have_roles(),
        _ => true,
    };
    let fields = fields().into_iter().filter(|(name, _)| is_known(name));
    let mut fields: Map<String, Value> = fields.collect();
    if profile.options_describe_groups() {
        fields["groups_obj"]["child"] = group();
        fields["avatar"]["type"] = json!("string");
    }
    api_json(
        StatusCode::OK,
        &json!({
            "name": "User List",
            "description": "User Viewset",
            "renders": ["application/json"],
            "parses": ["application/json"],
            "actions": {"POST": fields},
        }),
    )
}

fn fields() -> Vec<(String, Value)> {
    let active = "Designates whether this user should be treated as active. \
                  Unselect this instead of deleting accounts.";
    let types = json!([
        {"value": "internal", "display_name": "Internal"},
        {"value": "external", "display_name": "External"},
        {"value": "service_account", "display_name": "Service Account"},
        {"value": "internal_service_account", "display_name": "Internal Service Account"},
    ]);
    vec![
        read_only("pk", "integer", "ID"),
        with(
            "username",
            "string",
            true,
            "Username",
            &[("max_length", json!(150))],
        ),
        with(
            "name",
            "string",
            true,
            "Name",
            &[("help_text", json!("User's display name."))],
        ),
        with(
            "is_active",
            "boolean",
            false,
            "Active",
            &[("help_text", json!(active))],
        ),
        with("last_login", "datetime", false, "Last login", &[]),
        read_only("date_joined", "datetime", "Date joined"),
        read_only("is_superuser", "boolean", "Is superuser"),
        with("groups", "field", false, "Groups", &[]),
        read_only("groups_obj", "field", "Groups obj"),
        with("roles", "field", false, "Roles", &[]),
        read_only("roles_obj", "field", "Roles obj"),
        with(
            "email",
            "email",
            false,
            "Email address",
            &[("max_length", json!(254))],
        ),
        read_only("avatar", "field", "Avatar"),
        with("attributes", "field", false, "Attributes", &[]),
        read_only("uid", "string", "Uid"),
        with("path", "string", false, "Path", &[]),
        with("type", "choice", false, "Type", &[("choices", types)]),
        read_only("uuid", "string", "Uuid"),
        read_only("password_change_date", "datetime", "Password change date"),
        read_only("last_updated", "datetime", "Last updated"),
    ]
}

/// What a group is, as older versions describe it among a user's fields.
fn group() -> Value {
    let name = [("max_length", json!(80))];
    let superusers = [(
        "help_text",
        json!("Users added to this group will be superusers."),
    )];
    let children: Map<String, Value> = [
        read_only("pk", "string", "Group uuid"),
        read_only("num_pk", "field", "Num pk"),
        with("name", "string", true, "Name", &name),
        with(
            "is_superuser",
            "boolean",
            false,
            "Is superuser",
            &superusers,
        ),
        with("parent", "field", false, "Parent", &[]),
        read_only("parent_name", "string", "Parent name"),
        with("attributes", "field", false, "Attributes", &[]),
    ]
    .into_iter()
    .collect();
    json!({"type": "nested object", "required": true, "read_only": false, "children": children})
}

fn read_only(name: &str, kind: &str, label: &str) -> (String, Value) {
    let field = json!({"type": kind, "required": false, "read_only": true, "label": label});
    (name.to_owned(), field)
}

fn with(
    name: &str,
    kind: &str,
    required: bool,
    label: &str,
    more: &[(&str, Value)],
) -> (String, Value) {
    let mut field = json!({"type": kind, "required": required, "read_only": false, "label": label});
    for (key, value) in more {
        field[*key] = value.clone();
    }
    (name.to_owned(), field)
}
