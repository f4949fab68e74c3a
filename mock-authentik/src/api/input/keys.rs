//! Fields that point at other objects.

use serde_json::Value;
use uuid::Uuid;

use super::{Input, whole_number};
use crate::api::body::type_name;
use crate::model::UserPk;

impl Input {
    /// The primary key of something that exists.
    pub(crate) fn pk(&mut self, name: &str, exists: impl Fn(Uuid) -> bool) -> Option<Uuid> {
        let value = self.present(name)?;
        match uuid_of(&value, exists) {
            Ok(pk) => Some(pk),
            Err(message) => self.refused(name, message),
        }
    }

    /// As [`Input::pk`]; `Some(None)` when null was sent.
    #[expect(
        clippy::option_option,
        reason = "absent, null and a value are three things"
    )]
    pub(crate) fn pk_or_null(
        &mut self,
        name: &str,
        exists: impl Fn(Uuid) -> bool,
    ) -> Option<Option<Uuid>> {
        if self.fields.get(name)?.is_null() {
            Some(None)
        } else {
            self.pk(name, exists).map(Some)
        }
    }

    /// The primary keys of things that exist.
    pub(crate) fn pks(&mut self, name: &str, exists: impl Fn(Uuid) -> bool) -> Option<Vec<Uuid>> {
        self.many(name, |value| uuid_of(value, &exists))
    }

    /// The integer key of something that exists.
    pub(crate) fn number(&mut self, name: &str, exists: impl Fn(i32) -> bool) -> Option<i32> {
        let value = self.present(name)?;
        match number_of(&value, exists) {
            Ok(pk) => Some(pk),
            Err(message) => self.refused(name, message),
        }
    }

    /// The integer keys of things that exist.
    pub(crate) fn numbers(&mut self, name: &str, exists: impl Fn(i32) -> bool) -> Option<Vec<i32>> {
        self.many(name, |value| number_of(value, &exists))
    }

    /// The keys of users that exist.
    pub(crate) fn users(
        &mut self,
        name: &str,
        exists: impl Fn(UserPk) -> bool,
    ) -> Option<Vec<UserPk>> {
        let keys = self.numbers(name, |pk| exists(UserPk(pk)))?;
        Some(keys.into_iter().map(UserPk).collect())
    }
}

fn uuid_of(value: &Value, exists: impl Fn(Uuid) -> bool) -> Result<Uuid, String> {
    let given = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let pk = given
        .parse()
        .map_err(|_| format!("“{given}” is not a valid UUID."))?;
    if exists(pk) {
        Ok(pk)
    } else {
        Err(format!("Invalid pk \"{given}\" - object does not exist."))
    }
}

fn number_of(value: &Value, exists: impl Fn(i32) -> bool) -> Result<i32, String> {
    let number = whole_number(value)
        .filter(|_| !value.is_boolean())
        .ok_or_else(|| {
            format!(
                "Incorrect type. Expected pk value, received {}.",
                type_name(value)
            )
        })?;
    match i32::try_from(number) {
        Ok(pk) if exists(pk) => Ok(pk),
        _ => Err(format!("Invalid pk \"{number}\" - object does not exist.")),
    }
}
