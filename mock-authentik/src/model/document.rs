//! JSON objects that are kept and seldom read.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

/// A JSON object kept as its text, in a fraction of the memory.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Document(Box<str>);

impl Document {
    pub(crate) fn of(object: &impl Serialize) -> Self {
        // Values always have a text.
        let text = serde_json::to_string(object).unwrap_or_default();
        Self(text.into_boxed_str())
    }

    /// The object again.
    pub(crate) fn read(&self) -> Map<String, Value> {
        serde_json::from_str(&self.0).unwrap_or_default()
    }
}

/// How long it is: it may hold what a log should not.
impl fmt::Debug for Document {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Document({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_members_is_kept() {
        let object = json!({"b": 1, "a": [{"d": null, "c": "é"}]});
        let read = Document::of(&object).read();
        assert_eq!(Value::Object(read).to_string(), object.to_string());
    }
}
