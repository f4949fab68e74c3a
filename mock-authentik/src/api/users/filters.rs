//! Which users a list shows.

use serde_json::Value;
use uuid::Uuid;

use crate::api::{
    ApiError, FieldErrors, NULL_CHARACTERS, Query, filter, flag, matches_search, passes,
};
use crate::model::{User, UserType};
use crate::store::Store;

/// The names of filters that need every user looked at.
const FILTERS: &[&str] = &[
    "username",
    "email",
    "name",
    "is_active",
    "is_superuser",
    "uuid",
    "path",
    "path_startswith",
    "type",
    "attributes",
    "groups_by_name",
    "groups_by_pk",
    "search",
    "ordering",
    "last_login__isnull",
];

/// Whether the query asks for all users in the usual order.
pub(crate) fn is_plain(query: &Query) -> bool {
    FILTERS
        .iter()
        .all(|name| filter(&query.form, name).is_none())
}

/// The filters of a query, read once and checked.
#[derive(Debug)]
pub(crate) struct Filters<'a> {
    query: &'a Query,
    types: Vec<UserType>,
    groups: Vec<Uuid>,
    uuid: Option<Uuid>,
    attributes: Vec<(String, Value)>,
}

impl<'a> Filters<'a> {
    /// Refuses values that no user can have (recording `30-admin-users-read`, "type=bogus").
    pub(crate) fn read(store: &Store, query: &'a Query) -> Result<Self, ApiError> {
        let mut errors = FieldErrors::default();
        for name in ["username", "email", "name", "path", "path_startswith"] {
            if filter(&query.form, name).is_some_and(|text| text.contains('\0')) {
                errors.add(name, NULL_CHARACTERS);
            }
        }
        let mut types = Vec::new();
        for name in query.all("type") {
            match UserType::from_name(name) {
                Some(kind) => types.push(kind),
                None => errors.add("type", no_choice(name)),
            }
        }
        let mut groups = Vec::new();
        for name in query.all("groups_by_name") {
            match store.groups.values().find(|group| group.name == name) {
                Some(group) => groups.push(group.pk),
                None => errors.add("groups_by_name", no_choice(name)),
            }
        }
        for pk in query.all("groups_by_pk") {
            match pk.parse().map(|pk: Uuid| store.groups.get(&pk)) {
                Ok(Some(group)) => groups.push(group.pk),
                Ok(None) => errors.add("groups_by_pk", no_choice(pk)),
                Err(_) => errors.add("groups_by_pk", format!("“{pk}” is not a valid UUID.")),
            }
        }
        let uuid = filter(&query.form, "uuid")
            .map(str::parse)
            .transpose()
            .unwrap_or_else(|_| {
                errors.add("uuid", "Enter a valid UUID.");
                None
            });
        errors.into_result()?;
        Ok(Self {
            query,
            types,
            groups,
            uuid,
            attributes: attributes(query)?,
        })
    }

    pub(crate) fn pass(&self, store: &Store, user: &User) -> bool {
        let form = &self.query.form;
        passes(form, "username", &user.username)
            && passes(form, "email", &user.email)
            && passes(form, "name", &user.name)
            && passes(form, "path", &user.path)
            && filter(form, "path_startswith").is_none_or(|start| user.path.starts_with(start))
            && flag(form, "is_active").is_none_or(|active| user.is_active == active)
            && flag(form, "is_superuser").is_none_or(|yes| store.is_superuser(user) == yes)
            && flag(form, "last_login__isnull").is_none_or(|yes| user.last_login.is_none() == yes)
            && self.uuid.is_none_or(|uuid| user.uuid == uuid)
            && (self.types.is_empty() || self.types.contains(&user.kind))
            && (self.groups.is_empty() || self.groups.iter().any(|pk| user.groups.contains(pk)))
            && self
                .attributes
                .iter()
                .all(|(path, value)| has_attribute(user, path, value))
            && filter(form, "search").is_none_or(|search| found(user, search))
    }
}

fn found(user: &User, search: &str) -> bool {
    let uuid = user.uuid.to_string();
    matches_search(search, &[&user.username, &user.name, &user.email, &uuid])
}

fn no_choice(given: &str) -> String {
    format!("Select a valid choice. {given} is not one of the available choices.")
}

/// The filter `attributes`: a JSON object, whose members name attributes, nested ones with `__`.
fn attributes(query: &Query) -> Result<Vec<(String, Value)>, ApiError> {
    let Some(text) = filter(&query.form, "attributes") else {
        return Ok(Vec::new());
    };
    let wrong = |message: &str| ApiError::Message(message.to_owned());
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object.into_iter().collect()),
        Ok(_) => Err(wrong("filter: value must be key:value mapping")),
        Err(_) => Err(wrong("filter: failed to parse JSON")),
    }
}

fn has_attribute(user: &User, path: &str, value: &Value) -> bool {
    let mut names = path.split("__");
    let first = names.next().and_then(|name| user.attributes.get(name));
    names.fold(first, |found, name| found?.get(name)) == Some(value)
}
