//! `${alice.pk}`: values that a scenario names before they are known.

use std::collections::BTreeMap;

use regex::{Captures, Regex};
use serde_json::Value;
use std::sync::LazyLock;

#[expect(
    clippy::expect_used,
    reason = "the pattern is constant and a test compiles it"
)]
static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\$\{([^}]*)\}").expect("a valid pattern"));

/// What `${…}` stands for, by name.
#[derive(Clone, Debug, Default)]
pub struct References(BTreeMap<String, Value>);

impl References {
    /// Says what `name` stands for.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.0.insert(name.into(), value.into());
    }

    /// The names there are.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Puts values in the place of names. A text that is one reference and nothing else becomes the
    /// value with its type. Unknown names stay, which loading has ruled out.
    pub fn fill(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let whole = REFERENCE.captures(text).filter(|found| found[0] == *text);
                match whole.and_then(|found| self.0.get(&found[1])) {
                    Some(value) => value.clone(),
                    None => self.fill_text(text).into(),
                }
            }
            Value::Array(all) => all.iter().map(|one| self.fill(one)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (name.clone(), self.fill(value)))
                .collect(),
            other => other.clone(),
        }
    }

    /// As [`References::fill`], within a text.
    pub fn fill_text(&self, text: &str) -> String {
        let filled =
            REFERENCE.replace_all(text, |found: &Captures<'_>| match self.0.get(&found[1]) {
                Some(Value::String(value)) => value.clone(),
                Some(other) => other.to_string(),
                None => found[0].to_owned(),
            });
        filled.into_owned()
    }
}

/// The names a text refers to.
pub(crate) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    REFERENCE
        .captures_iter(text)
        .filter_map(|found| found.get(1))
        .map(|name| name.as_str())
}

/// The names a value refers to, in all its texts.
pub(crate) fn names_in_value(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => names_in(text).collect(),
        Value::Array(all) => all.iter().flat_map(names_in_value).collect(),
        Value::Object(members) => members.values().flat_map(names_in_value).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reference_alone_keeps_its_type() {
        let mut references = References::default();
        references.set("alice.pk", 6);
        let filled = references.fill(&json!(["${alice.pk}", "/users/${alice.pk}/", "${bob.pk}"]));
        assert_eq!(filled, json!([6, "/users/6/", "${bob.pk}"]));
        assert_eq!(names_in_value(&json!({"a": ["${x}-${y}"]})), ["x", "y"]);
    }
}
