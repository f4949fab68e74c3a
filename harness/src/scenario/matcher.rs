//! What a value must be.

use std::borrow::Cow;

use regex::Regex;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::reference::References;

/// What a value must be: a value it must equal, or an object of one of the words `contains`,
/// `lacks`, `matches`, `length`, `present`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Value")]
pub enum Matcher {
    /// It equals this.
    Equals(Value),
    /// A list that has this element, a text that has this part, or an object that has these members.
    Contains(Value),
    /// The opposite of [`Matcher::Contains`].
    Lacks(Value),
    /// A text in which the pattern is found.
    Matches(Regex),
    /// A list, object or text of this length.
    Length(usize),
    /// Whether there is anything at all, `null` included.
    Present(bool),
}

/// The words of [`Matcher`], which an object with one member may be.
const WORDS: [&str; 5] = ["contains", "lacks", "matches", "length", "present"];

/// A word with a value it does not take.
#[derive(Clone, Debug, thiserror::Error)]
#[error("`{word}` takes {wanted}, not {found}")]
pub struct MatcherError {
    word: &'static str,
    wanted: &'static str,
    found: Value,
}

impl TryFrom<Value> for Matcher {
    type Error = MatcherError;

    fn try_from(value: Value) -> Result<Self, MatcherError> {
        let word = value.as_object().and_then(only).and_then(|(name, value)| {
            let word = WORDS.into_iter().find(|word| word == name)?;
            Some((word, value.clone()))
        });
        let Some((word, found)) = word else {
            return Ok(Self::Equals(value));
        };
        let refused = |wanted| {
            let found = found.clone();
            MatcherError {
                word,
                wanted,
                found,
            }
        };
        match word {
            "contains" => Ok(Self::Contains(found)),
            "lacks" => Ok(Self::Lacks(found)),
            "matches" => found
                .as_str()
                .and_then(|pattern| Regex::new(pattern).ok())
                .map(Self::Matches)
                .ok_or_else(|| refused("a regular expression")),
            "length" => found
                .as_u64()
                .and_then(|length| usize::try_from(length).ok())
                .map(Self::Length)
                .ok_or_else(|| refused("a number")),
            _ => found
                .as_bool()
                .map(Self::Present)
                .ok_or_else(|| refused("true or false")),
        }
    }
}

fn only(members: &Map<String, Value>) -> Option<(&String, &Value)> {
    let mut members = members.iter();
    members.next().filter(|_| members.next().is_none())
}

impl Matcher {
    /// The value with references that it holds.
    pub(super) fn value(&self) -> Option<&Value> {
        match self {
            Self::Equals(value) | Self::Contains(value) | Self::Lacks(value) => Some(value),
            Self::Matches(_) | Self::Length(_) | Self::Present(_) => None,
        }
    }

    /// Whether `found` is as it must be; if not, what it must be, in words.
    ///
    /// # Errors
    /// The words.
    pub fn check(&self, found: Option<&Value>, references: &References) -> Result<(), String> {
        let (holds, words) = match self {
            Self::Equals(wanted) => {
                let wanted = references.fill(wanted);
                (found == Some(&wanted), wanted.to_string())
            }
            Self::Contains(wanted) => {
                let wanted = references.fill(wanted);
                let holds = found.is_some_and(|found| contains(found, &wanted));
                (holds, format!("something that contains {wanted}"))
            }
            Self::Lacks(wanted) => {
                let wanted = references.fill(wanted);
                let holds = found.is_some_and(|found| !contains(found, &wanted));
                (holds, format!("something that lacks {wanted}"))
            }
            Self::Matches(pattern) => {
                let text = found.and_then(Value::as_str);
                let holds = text.is_some_and(|text| pattern.is_match(text));
                (holds, format!("a text that matches {pattern}"))
            }
            Self::Length(wanted) => {
                let holds = found.and_then(length) == Some(*wanted);
                (holds, format!("{wanted} long"))
            }
            Self::Present(true) => (found.is_some(), "there".to_owned()),
            Self::Present(false) => (found.is_none(), "absent".to_owned()),
        };
        if holds { Ok(()) } else { Err(words) }
    }
}

fn contains(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::String(text), Value::String(part)) => text.contains(part.as_str()),
        (Value::Array(all), wanted) => all
            .iter()
            .any(|one| one == wanted || (one.is_object() && contains(one, wanted))),
        (Value::Object(members), Value::Object(wanted)) => wanted
            .iter()
            .all(|(name, value)| members.get(name) == Some(value)),
        _ => false,
    }
}

fn length(value: &Value) -> Option<usize> {
    match value {
        Value::String(text) => Some(text.chars().count()),
        Value::Array(all) => Some(all.len()),
        Value::Object(members) => Some(members.len()),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

impl JsonSchema for Matcher {
    fn schema_name() -> Cow<'static, str> {
        "Matcher".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let word = |word: &str, says: &str, of: Value| {
            json_schema!({
                "type": "object",
                "properties": { word: of },
                "required": [word],
                "additionalProperties": false,
                "description": says,
            })
        };
        json_schema!({
            "description": "What a value must be: a value that it must equal, or an object of one word.",
            "anyOf": [
                word("contains", "A list that has this element, a text that has this part, or an object that has these members.", json!(true)),
                word("lacks", "The opposite of `contains`.", json!(true)),
                word("matches", "A text in which this regular expression is found.", json!({ "type": "string" })),
                word("length", "A list, object or text of this length.", json!({ "type": "integer", "minimum": 0 })),
                word("present", "Whether there is anything at all, `null` included.", json!({ "type": "boolean" })),
                { "description": "It equals this." },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(matcher: &Value, found: &Value) -> bool {
        let matcher = Matcher::try_from(matcher.clone()).unwrap();
        matcher.check(Some(found), &References::default()).is_ok()
    }

    #[test]
    fn each_word_means_what_it_says() {
        assert!(holds(&json!(200), &json!(200)));
        assert!(holds(
            &json!({ "a": 1, "contains": 2 }),
            &json!({ "contains": 2, "a": 1 })
        ));
        assert!(holds(&json!({ "contains": "b" }), &json!("abc")));
        assert!(holds(
            &json!({ "contains": { "id": 5 } }),
            &json!([{ "id": 5, "more": 1 }])
        ));
        assert!(holds(&json!({ "lacks": "x" }), &json!(["y"])));
        assert!(!holds(&json!({ "lacks": "y" }), &json!(["y"])));
        assert!(holds(&json!({ "matches": "^a.c$" }), &json!("abc")));
        assert!(holds(&json!({ "length": 2 }), &json!([1, 2])));
        assert!(!holds(&json!({ "present": false }), &Value::Null));
        let absent = Matcher::try_from(json!({ "present": false })).unwrap();
        absent.check(None, &References::default()).unwrap();
        let error = Matcher::try_from(json!({ "length": "two" })).unwrap_err();
        assert_eq!(error.to_string(), "`length` takes a number, not \"two\"");
    }
}
