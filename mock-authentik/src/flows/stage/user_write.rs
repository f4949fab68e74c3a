//! Writes what prompts were answered with to a user; nobody sees this stage (source of 2026.2,
//! `stages/user_write/stage.py`).

use serde_json::{Map, Value, json};

use crate::api::new_user as plain_user;
use crate::flows::challenge::{Outcome, UNKNOWN_ERROR};
use crate::flows::plan::Pending;
use crate::flows::visit::Visit;
use crate::model::{EventAction, PasswordHash, Stage, User, UserType};
use crate::store::{Entry, Referable};

const FAILED: &str = "Failed to update user. Please try again later.";

pub(super) fn act(visit: &mut Visit<'_>, stage: &Stage) -> Outcome {
    let plan = visit.plan.as_ref();
    let Some(data) = plan.and_then(|plan| plan.prompt_data.clone()) else {
        return Outcome::Denied("No Pending data.".into());
    };
    let mode = stage.text("user_creation_mode");
    let known = visit.subject().filter(|_| mode != "always_create");
    let is_new = known.is_none();
    let user = match known {
        Some(user) => user,
        None if mode == "never_create" => {
            return Outcome::Denied("No user found and can't create new user.".into());
        }
        None => new_user(visit, stage),
    };
    let before = user.username.clone();
    let mut user = user;
    for (key, value) in &data {
        write(visit, &mut user, key, value);
    }
    if user.username.is_empty() {
        return Outcome::Denied(UNKNOWN_ERROR.into());
    }
    user.groups.extend(stage.pks("create_users_group"));
    user.last_updated = visit.app.now();
    if !save(visit, &user, (&before, is_new)) {
        return Outcome::Denied(FAILED.into());
    }
    log(visit, &user, &data, is_new);
    if data.contains_key("password") && visit.app.profile().set_password_ends_sessions() {
        // The browser's own is kept: this visit holds it.
        visit.app.store().sessions.end_all_of(user.pk);
    }
    if visit.user_pk() == Some(user.pk)
        && let Some((logged_in, _)) = &mut visit.user
    {
        logged_in.clone_from(&user);
    }
    if let Some(plan) = &mut visit.plan {
        plan.pending = Some(Pending::Known(user.pk));
    }
    Outcome::Passed
}

/// A user as the stage makes them, not yet in the table.
fn new_user(visit: &Visit<'_>, stage: &Stage) -> User {
    let kind = match UserType::from_name(stage.text("user_type")) {
        // There is no way to one of Authentik's own accounts.
        Some(UserType::InternalServiceAccount) => UserType::ServiceAccount,
        Some(kind) => kind,
        None => UserType::External,
    };
    let path = match stage.text("user_path_template") {
        "" => "users",
        path => path,
    };
    User {
        is_active: !stage.flag("create_users_as_inactive"),
        kind,
        path: path.to_owned(),
        ..plain_user(visit.app, &mut visit.app.store(), String::new())
    }
}

/// Writes one answer. What a user has no place for is dropped.
fn write(visit: &Visit<'_>, user: &mut User, key: &str, value: &Value) {
    let text = value.as_str();
    match (key, text) {
        ("username", Some(text)) => text.clone_into(&mut user.username),
        ("name", Some(text)) => text.clone_into(&mut user.name),
        ("email", Some(text)) => text.clone_into(&mut user.email),
        ("path", Some(text)) => text.clone_into(&mut user.path),
        ("password", Some(text)) => {
            user.password = PasswordHash::of(text, visit.app.entropy());
            user.password_change_date = visit.app.now();
        }
        ("is_active", None) => user.is_active = value.as_bool().unwrap_or(user.is_active),
        ("attributes", None) => {
            let attributes = value.as_object().into_iter().flatten();
            let attributes = attributes.map(|(name, value)| (name.clone(), value.clone()));
            user.attributes.extend(attributes);
        }
        _ => {
            let path = key.replace('_', ".");
            if let Some(path) = path.strip_prefix("attributes.") {
                let parts: Vec<&str> = path.split('.').collect();
                set_within(&mut user.attributes, &parts, value);
            }
        }
    }
}

/// Sets a value deep within objects, which are made where there are none.
fn set_within(object: &mut Map<String, Value>, path: &[&str], value: &Value) {
    let [first, rest @ ..] = path else {
        return;
    };
    if rest.is_empty() {
        object.insert((*first).to_owned(), value.clone());
        return;
    }
    let inner = object.entry(*first).or_insert_with(|| json!({}));
    if !inner.is_object() {
        *inner = json!({});
    }
    if let Value::Object(inner) = inner {
        set_within(inner, rest, value);
    }
}

/// Puts the user into the table. `false`: somebody else has the name, or the user is gone.
fn save(visit: &Visit<'_>, user: &User, (before, is_new): (&str, bool)) -> bool {
    let mut store = visit.app.store();
    let namesake = store.users.by_username(&user.username).map(|user| user.pk);
    if namesake.is_some_and(|namesake| namesake != user.pk) {
        return false;
    }
    if is_new {
        store.users.insert(user.clone());
        return true;
    }
    if user.username != before {
        store.users.rename(user.pk, &user.username);
    }
    let stored = store.users.get_mut(user.pk);
    stored.map(|stored| stored.clone_from(user)).is_some()
}

fn log(visit: &Visit<'_>, user: &User, data: &Map<String, Value>, is_new: bool) {
    let mut told = data.clone();
    for (name, value) in &mut told {
        if name.contains("password") {
            *value = json!("********************");
        }
    }
    told.insert("created".into(), is_new.into());
    let action = if is_new {
        EventAction::ModelCreated
    } else {
        EventAction::ModelUpdated
    };
    let model = json!({"model": user.reference()});
    let mut entries = vec![(action, "authentik.events.middleware", model)];
    if data.contains_key("password") {
        let set = (
            EventAction::PasswordSet,
            "authentik.events.signals",
            json!({}),
        );
        entries.push(set);
    }
    let wrote = (
        EventAction::UserWrite,
        "authentik.events.signals",
        told.into(),
    );
    entries.push(wrote);
    for (action, app, context) in entries {
        let entry = Entry {
            action,
            app,
            user: Some(visit.logged_in().unwrap_or(user)),
            context,
        };
        let event = entry.into_event(visit.app, visit.request);
        visit.app.store().log(event);
    }
}
