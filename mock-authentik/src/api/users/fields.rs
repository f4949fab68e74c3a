//! The fields of a user that a client writes.

use indexmap::IndexSet;
use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::api::{ApiError, Input, Text};
use crate::model::{User, UserPk, UserType};
use crate::store::Store;

const NOT_UNIQUE: &str = "This field must be unique.";

/// What a body sets of a user; `None` leaves it as it is.
#[derive(Debug)]
pub(super) struct Fields {
    pub(super) username: Option<String>,
    name: Option<String>,
    is_active: Option<bool>,
    #[expect(
        clippy::option_option,
        reason = "absent, null and a value are three things"
    )]
    last_login: Option<Option<Timestamp>>,
    groups: Option<Vec<Uuid>>,
    roles: Option<Vec<Uuid>>,
    email: Option<String>,
    attributes: Option<Map<String, Value>>,
    path: Option<String>,
    kind: Option<UserType>,
}

impl Fields {
    /// Reads and checks the fields; `before` is the user that they change.
    pub(super) fn read(
        mut input: Input,
        store: &Store,
        before: Option<&User>,
    ) -> Result<Self, ApiError> {
        let input_ref = &mut input;
        let fields = Self {
            username: username(input_ref, store, before.map(|user| user.pk)),
            name: {
                input_ref.require("name");
                input_ref.text(
                    "name",
                    Text {
                        blank: true,
                        max_length: None,
                    },
                )
            },
            is_active: input_ref.boolean("is_active"),
            last_login: input_ref.timestamp_or_null("last_login"),
            groups: input_ref.pks("groups", |pk| store.groups.contains_key(&pk)),
            roles: input_ref.pks("roles", |pk| store.roles.contains_key(&pk)),
            email: email(input_ref),
            attributes: input_ref.object("attributes"),
            path: path(input_ref),
            kind: kind(input_ref, before),
        };
        input.finish()?;
        let is_internal = |user: &User| user.kind == UserType::InternalServiceAccount;
        if before.is_some_and(is_internal) {
            // Reference, section 6.3.
            let message = "Can't modify internal service account users";
            return Err(ApiError::field("non_field_errors", message));
        }
        Ok(fields)
    }

    /// Groups and roles that a whole replacement does not name are none.
    pub(super) fn replacing(mut self) -> Self {
        self.groups.get_or_insert_default();
        self.roles.get_or_insert_default();
        self
    }

    /// Writes all but the username, which the table of users keeps in order.
    pub(super) fn apply(self, user: &mut User, now: Timestamp) {
        let Self {
            username: _,
            name,
            is_active,
            last_login,
            groups,
            roles,
            email,
            ..
        } = self;
        user.name = name.unwrap_or_else(|| std::mem::take(&mut user.name));
        user.is_active = is_active.unwrap_or(user.is_active);
        user.last_login = last_login.unwrap_or(user.last_login);
        user.email = email.unwrap_or_else(|| std::mem::take(&mut user.email));
        if let Some(groups) = groups {
            user.groups = IndexSet::from_iter(groups);
        }
        if let Some(roles) = roles {
            user.roles = IndexSet::from_iter(roles);
        }
        if let Some(attributes) = self.attributes {
            user.attributes = attributes;
        }
        if let Some(path) = self.path {
            user.path = path;
        }
        user.kind = self.kind.unwrap_or(user.kind);
        user.last_updated = now;
    }
}

fn username(input: &mut Input, store: &Store, own: Option<UserPk>) -> Option<String> {
    input.require("username");
    let username = input.text(
        "username",
        Text {
            blank: false,
            max_length: Some(150),
        },
    )?;
    let taken = store.users.by_username(&username);
    if taken.is_some_and(|other| Some(other.pk) != own) {
        input.refuse("username", NOT_UNIQUE);
        return None;
    }
    Some(username)
}

fn email(input: &mut Input) -> Option<String> {
    let email = input.text(
        "email",
        Text {
            blank: true,
            max_length: Some(254),
        },
    )?;
    if !email.is_empty() && !is_email(&email) {
        input.refuse("email", "Enter a valid email address.");
        return None;
    }
    Some(email)
}

/// What Django takes for an address: something before the last `@`, and a host name with a dot, or
/// `localhost`, after it.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let in_local = |character: char| {
        character.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{}|~-.".contains(character)
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|character| character.is_alphanumeric() || character == '-')
    };
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    !local.is_empty()
        && !dots
        && local.chars().all(in_local)
        && labels.iter().all(is_label)
        && (labels.len() > 1 || domain == "localhost")
}

fn path(input: &mut Input) -> Option<String> {
    let path = input.text("path", Text::default())?;
    let message = match () {
        () if path.starts_with('/') || path.ends_with('/') => {
            "No leading or trailing slashes allowed."
        }
        () if path.contains("//") => "No empty segments in user path allowed.",
        () => return Some(path),
    };
    input.refuse("path", message);
    None
}

fn kind(input: &mut Input, before: Option<&User>) -> Option<UserType> {
    let kind = input.choice("type", UserType::from_name)?;
    let internal = UserType::InternalServiceAccount;
    let message = match before.map(|user| user.kind) {
        Some(before) if before == internal && kind != internal => {
            "Can't change internal service account to other user type."
        }
        None if kind == internal => "Setting a user to internal service account is not allowed.",
        _ => return Some(kind),
    };
    input.refuse("type", message);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_djangos() {
        for good in ["a@b.example", "a.b+c@localhost", "x@ü.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "not-an-email",
            "a@b",
            "@b.example",
            "a b@c.example",
            "a@-b.example",
            "a@b..c",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
