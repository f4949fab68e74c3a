//! What can stand in a scenario, told for people: the JSON Schema as Markdown.

use std::fmt::Write as _;

use schemars::Schema;
use serde_json::{Map, Value};

/// The manual of `schema`, which is the one of scenario files.
pub(super) fn manual(schema: &Schema) -> String {
    let Some(root) = schema.as_object() else {
        return String::new();
    };
    let manual = Manual { root };
    let mut text = String::new();
    text.push_str("### Steps\n");
    for (name, of) in manual.steps() {
        let says = lines(of, false);
        write!(text, "\n#### `{name}`\n\n{says}\n").ok();
        let rows = manual.rows(of, "", &["expect"]);
        if !rows.is_empty() {
            write!(text, "\n| Setting | What it is |\n| --- | --- |\n{rows}").ok();
        }
    }
    for (title, name) in [
        ("What must hold: `expect`", "Expect"),
        ("Requests on the wire: `expect.wire`", "WireCall"),
        ("What exists: `given`", "Guide"),
    ] {
        let of = manual.definition(name);
        let (says, rows) = (lines(of, false), manual.rows(of, "", &[]));
        let table = format!("| Key | What it is |\n| --- | --- |\n{rows}");
        write!(text, "\n### {title}\n\n{says}\n\n{table}").ok();
    }
    let matcher = manual.definition("Matcher");
    let says = lines(matcher, false);
    write!(
        text,
        "\n### Matchers\n\n{says}\n\n| Word | The value is |\n| --- | --- |\n"
    )
    .ok();
    for word in alternatives(matcher) {
        for (name, _) in properties(word) {
            writeln!(text, "| `{name}` | {} |", lines(word, true)).ok();
        }
    }
    text
}

struct Manual<'a> {
    root: &'a Map<String, Value>,
}

impl<'a> Manual<'a> {
    fn definition(&self, name: &str) -> &'a Value {
        &self.root["$defs"][name]
    }

    /// What a schema is, when it says only where that stands.
    fn resolved(&self, of: &'a Value) -> &'a Value {
        let name = of["$ref"].as_str().and_then(|path| path.rsplit('/').next());
        name.map_or(of, |name| self.definition(name))
    }

    /// Names and settings of the steps, in the order of the source.
    fn steps(&self) -> impl Iterator<Item = (&'a str, &'a Value)> {
        alternatives(self.definition("Step"))
            .iter()
            .flat_map(properties)
            .map(|(name, of)| (name.as_str(), self.resolved(of)))
    }

    /// A row of a table for each setting, those of settings with parts after them.
    fn rows(&self, of: &'a Value, within: &str, without: &[&str]) -> String {
        let required = of["required"].as_array().map_or(&[][..], Vec::as_slice);
        let mut text = String::new();
        for (name, setting) in properties(of) {
            if without.contains(&name.as_str()) {
                continue;
            }
            let needed = required.iter().any(|one| one == name);
            let needed = if needed { "Required. " } else { "" };
            let parts = self.resolved(setting);
            let own = lines(setting, true);
            let says = if own.is_empty() {
                lines(parts, true)
            } else {
                own
            };
            let words = words(parts);
            writeln!(text, "| `{within}{name}` | {needed}{says}{words} |").ok();
            // Of an expectation within an expectation everything is said already.
            if !std::ptr::eq(parts, setting) && !std::ptr::eq(parts, of) {
                text.push_str(&self.rows(parts, &format!("{within}{name}."), &["expect"]));
            }
        }
        text
    }
}

fn alternatives(of: &Value) -> &[Value] {
    let alternatives = of["oneOf"].as_array().or_else(|| of["anyOf"].as_array());
    alternatives.map_or(&[], Vec::as_slice)
}

fn properties(of: &Value) -> impl Iterator<Item = (&String, &Value)> + use<'_> {
    of["properties"].as_object().into_iter().flatten()
}

/// The words that a value may be, where there are few.
fn words(of: &Value) -> String {
    let single = alternatives(of)
        .iter()
        .filter_map(|one| one["const"].as_str());
    let listed = of["enum"].as_array().into_iter().flatten();
    let words: Vec<String> = single
        .chain(listed.filter_map(Value::as_str))
        .map(|word| format!("`{word}`"))
        .collect();
    if words.is_empty() {
        String::new()
    } else {
        format!(" One of {}.", words.join(", "))
    }
}

/// What a schema says of itself: as it stands, or on one line for a table.
fn lines(of: &Value, one: bool) -> String {
    let says = of["description"].as_str().unwrap_or_default();
    if one {
        let words: Vec<&str> = says.split_whitespace().collect();
        words.join(" ").replace('|', "\\|")
    } else {
        says.to_owned()
    }
}
