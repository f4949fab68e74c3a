//! What the audit log of some versions tells of a changed user, column by column.

use serde_json::{Map, Value, json};

use crate::api::{moment, moment_or_null};
use crate::model::User;

/// What every password looks like in the log.
const HIDDEN: &str = "********************";

/// The columns of `after` that differ from those of `before`, each with both values (recording
/// `2024.12.5/31-admin-users-write`, "event model_created").
pub(crate) fn difference(before: Option<&User>, after: &User) -> Value {
    let before = before.map(columns).unwrap_or_default();
    let changed = columns(after).into_iter().filter_map(|(name, new)| {
        let previous = before.get(&name).cloned().unwrap_or_default();
        let both = json!({"new_value": new, "previous_value": previous});
        (new != previous).then_some((name, both))
    });
    changed.collect::<Map<_, _>>().into()
}

fn columns(user: &User) -> Map<String, Value> {
    let columns = [
        ("id", json!(user.pk)),
        ("password", json!(HIDDEN)),
        ("last_login", moment_or_null(user.last_login)),
        ("username", json!(user.username)),
        ("first_name", json!("")),
        ("last_name", json!("")),
        ("email", json!(user.email)),
        ("is_active", json!(user.is_active)),
        ("date_joined", moment(user.date_joined)),
        ("uuid", json!(user.uuid.simple().to_string())),
        ("name", json!(user.name)),
        ("path", json!(user.path)),
        ("type", json!(user.kind)),
        ("password_change_date", moment(user.password_change_date)),
        ("attributes", json!(user.attributes)),
    ];
    columns
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}
