//! The fields of a body, checked one by one as a serializer of Django REST framework does, so that
//! every field that is wrong is told at once.

mod keys;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::body::type_name;
use super::{ApiError, FieldErrors};
use crate::Profile;

const REQUIRED: &str = "This field is required.";
const NULL: &str = "This field may not be null.";
/// Django's and Django REST framework's word for what PostgreSQL could not keep.
pub(crate) const NULL_CHARACTERS: &str = "Null characters are not allowed.";
const NOT_A_DICTIONARY: &str = "Value must be a dictionary, and not have any duplicate keys.";
const NOT_A_DATE: &str = "Datetime has wrong format. Use one of these formats instead: \
                          YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

/// The fields of a body. Each accessor answers `None` for a field that was not sent or is wrong, and
/// keeps what is wrong for [`Input::finish`].
#[derive(Debug)]
#[must_use = "call `finish` to learn whether the fields are right"]
pub(crate) struct Input {
    profile: Profile,
    fields: Map<String, Value>,
    partial: bool,
    errors: FieldErrors,
}

/// What a text may be.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Text {
    /// Whether it may be empty.
    pub(crate) blank: bool,
    /// At most so many characters.
    pub(crate) max_length: Option<usize>,
}

/// Sets a field that was sent and is right.
pub(crate) fn set<T>(field: &mut T, sent: Option<T>) {
    if let Some(value) = sent {
        *field = value;
    }
}

impl Input {
    pub(crate) fn new(profile: Profile, fields: Map<String, Value>, partial: bool) -> Self {
        Self {
            profile,
            fields,
            partial,
            errors: FieldErrors::default(),
        }
    }

    /// Refuses the body when a field was wrong.
    pub(crate) fn finish(self) -> Result<(), ApiError> {
        self.errors.into_result()
    }

    /// Adds what the caller found wrong with a field.
    pub(crate) fn refuse(&mut self, name: &str, message: impl Into<String>) {
        self.errors.add(name, message);
    }

    /// Sets nested messages about a field.
    pub(crate) fn refuse_with(&mut self, name: &str, messages: Value) {
        self.errors.set(name, messages);
    }

    /// Whether something is wrong with a field.
    pub(crate) fn is_refused(&self, name: &str) -> bool {
        self.errors.contains(name)
    }

    /// Says that a field must be there, unless only changes are sent.
    pub(crate) fn require(&mut self, name: &str) {
        if !self.partial && !self.fields.contains_key(name) {
            self.errors.add(name, REQUIRED);
        }
    }

    /// The value as it was sent, null included.
    pub(crate) fn raw(&self, name: &str) -> Option<&Value> {
        self.fields.get(name)
    }

    fn present(&mut self, name: &str) -> Option<Value> {
        match self.fields.get(name)? {
            Value::Null => {
                self.errors.add(name, NULL);
                None
            }
            value => Some(value.clone()),
        }
    }

    fn refused<T>(&mut self, name: &str, message: impl Into<String>) -> Option<T> {
        self.errors.add(name, message);
        None
    }

    /// A text, trimmed. Numbers are taken for texts.
    pub(crate) fn text(&mut self, name: &str, rules: Text) -> Option<String> {
        let text = match self.present(name)? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return self.refused(name, "Not a valid string."),
        };
        if text.contains('\0') {
            return self.refused(name, NULL_CHARACTERS);
        }
        if text.is_empty() && !rules.blank {
            return self.refused(name, "This field may not be blank.");
        }
        match rules.max_length {
            Some(most) if text.chars().count() > most => self.refused(
                name,
                format!("Ensure this field has no more than {most} characters."),
            ),
            _ => Some(text),
        }
    }

    /// A text that must be there and not be empty.
    pub(crate) fn required_text(&mut self, name: &str) -> Option<String> {
        self.require(name);
        self.text(name, Text::default())
    }

    /// A text of letters, digits, `-` and `_`.
    pub(crate) fn slug(&mut self, name: &str) -> Option<String> {
        let slug = self.text(
            name,
            Text {
                max_length: Some(50),
                ..Text::default()
            },
        )?;
        let fits = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
        if slug.chars().all(fits) {
            Some(slug)
        } else {
            self.refused(name, self.profile.bad_slug())
        }
    }

    /// A boolean, in any spelling that Django takes.
    pub(crate) fn boolean(&mut self, name: &str) -> Option<bool> {
        let value = self.present(name)?;
        let spelled = match &value {
            Value::Bool(value) => return Some(*value),
            Value::String(text) => text.to_ascii_lowercase(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        match spelled.as_str() {
            "true" | "t" | "yes" | "y" | "on" | "1" => Some(true),
            "false" | "f" | "no" | "n" | "off" | "0" => Some(false),
            _ => self.refused(name, "Must be a valid boolean."),
        }
    }

    /// A whole number.
    pub(crate) fn integer(&mut self, name: &str) -> Option<i64> {
        let value = self.present(name)?;
        match whole_number(&value) {
            Some(number) => Some(number),
            None => self.refused(name, "A valid integer is required."),
        }
    }

    /// A whole number that PostgreSQL's `integer` holds.
    pub(crate) fn small_integer(&mut self, name: &str) -> Option<i32> {
        let number = self.integer(name)?;
        let bound = match i32::try_from(number) {
            Ok(number) => return Some(number),
            Err(_) if number < 0 => format!("greater than or equal to {}", i32::MIN),
            Err(_) => format!("less than or equal to {}", i32::MAX),
        };
        self.refused(name, format!("Ensure this value is {bound}."))
    }

    /// One of the names of an enum.
    pub(crate) fn choice<T>(&mut self, name: &str, named: fn(&str) -> Option<T>) -> Option<T> {
        let value = self.present(name)?;
        let given = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        match named(&given) {
            Some(choice) => Some(choice),
            None => self.refused(name, format!("\"{given}\" is not a valid choice.")),
        }
    }

    /// A JSON object.
    pub(crate) fn object(&mut self, name: &str) -> Option<Map<String, Value>> {
        match self.present(name)? {
            Value::Object(object) => Some(object),
            _ => self.refused(name, NOT_A_DICTIONARY),
        }
    }

    /// A moment; `Some(None)` when null was sent.
    #[expect(
        clippy::option_option,
        reason = "absent, null and a value are three things"
    )]
    pub(crate) fn timestamp_or_null(&mut self, name: &str) -> Option<Option<Timestamp>> {
        if self.fields.get(name)?.is_null() {
            return Some(None);
        }
        let value = self.present(name)?;
        match value.as_str().and_then(|text| text.parse().ok()) {
            Some(timestamp) => Some(Some(timestamp)),
            None => self.refused(name, NOT_A_DATE),
        }
    }

    /// A list of whatever was sent.
    pub(crate) fn list(&mut self, name: &str) -> Option<Vec<Value>> {
        self.many(name, |value| Ok(value.clone()))
    }

    fn many<T>(
        &mut self,
        name: &str,
        read: impl Fn(&Value) -> Result<T, String>,
    ) -> Option<Vec<T>> {
        let value = self.present(name)?;
        let Value::Array(values) = &value else {
            let given = type_name(&value);
            return self.refused(
                name,
                format!("Expected a list of items but got type \"{given}\"."),
            );
        };
        match values.iter().map(read).collect() {
            Ok(keys) => Some(keys),
            Err(message) => self.refused(name, message),
        }
    }
}

fn whole_number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn input(body: Value, partial: bool) -> Input {
        let Value::Object(fields) = body else {
            panic!("an object")
        };
        Input::new(Profile::V2025_12, fields, partial)
    }

    #[test]
    fn every_wrong_field_is_told_in_the_order_of_checking() {
        let mut input = input(json!({"groups": ["x"], "is_active": "maybe"}), false);
        input.required_text("username");
        input.boolean("is_active");
        input.pks("groups", |_| true);
        let ApiError::Fields(errors) = input.finish().unwrap_err() else {
            panic!("fields")
        };
        let mut expected = FieldErrors::default();
        expected.add("username", REQUIRED);
        expected.add("is_active", "Must be a valid boolean.");
        expected.add("groups", "“x” is not a valid UUID.");
        assert_eq!(errors, expected);
    }

    #[test]
    fn changes_require_nothing_and_null_is_not_nothing() {
        let mut input = input(json!({"flow": null}), true);
        assert_eq!(input.required_text("name"), None);
        assert_eq!(input.pk_or_null("flow", |_| false), Some(None));
        assert_eq!(input.finish(), Ok(()));
    }
}
