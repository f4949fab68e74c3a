//! Paths into JSON, as expectations write them.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

/// A path: `settings.extra`, `[0].email`, `[email=alice@example.com].role`, `[*].name`. `[key=value]`
/// is the first element whose `key` is that text or number, `[*]` is every element. The empty path
/// is the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonPath {
    text: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Key(String),
    Index(usize),
    With(String, String),
    Each,
}

/// The text is no path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no path; write keys with dots between them and `[0]`, `[key=value]` or `[*]` for elements"
)]
pub struct JsonPathError(String);

impl JsonPath {
    /// What is there; `None` when there is nothing.
    pub fn find(&self, value: &Value) -> Option<Value> {
        find(&self.parts, value)
    }
}

fn find(parts: &[Part], value: &Value) -> Option<Value> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(value.clone());
    };
    match part {
        Part::Key(key) => find(rest, value.get(key)?),
        Part::Index(index) => find(rest, value.get(index)?),
        Part::With(key, wanted) => {
            let is_it = |one: &&Value| match one[key].as_str() {
                Some(text) => text == wanted,
                None => one[key].to_string().as_str() == wanted,
            };
            find(rest, value.as_array()?.iter().find(is_it)?)
        }
        Part::Each => value
            .as_array()
            .map(|all| all.iter().filter_map(|one| find(rest, one)).collect()),
    }
}

impl FromStr for JsonPath {
    type Err = JsonPathError;

    fn from_str(text: &str) -> Result<Self, JsonPathError> {
        let refused = || JsonPathError(text.to_owned());
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('[') {
                let (inside, after) = after.split_once(']').ok_or_else(refused)?;
                parts.push(match (inside, inside.split_once('=')) {
                    ("*", _) => Part::Each,
                    (_, Some((key, value))) => Part::With(key.to_owned(), value.to_owned()),
                    (index, None) => Part::Index(index.parse().map_err(|_| refused())?),
                });
                rest = after.strip_prefix('.').unwrap_or(after);
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                let (key, after) = rest.split_at(end);
                if key.is_empty() || after == "." {
                    return Err(refused());
                }
                parts.push(Part::Key(key.to_owned()));
                rest = after.strip_prefix('.').unwrap_or(after);
            }
        }
        let text = text.to_owned();
        Ok(Self { text, parts })
    }
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_find_what_they_say() {
        let value = json!({ "users": [{ "id": 5, "role": "owner" }, { "id": 6, "role": "user" }] });
        let find = |path: &str| path.parse::<JsonPath>().unwrap().find(&value);
        assert_eq!(find("users[1].role"), Some(json!("user")));
        assert_eq!(find("users[id=5].role"), Some(json!("owner")));
        assert_eq!(find("users[*].id"), Some(json!([5, 6])));
        assert_eq!(find("users[id=7].role"), None);
        assert_eq!(find(""), Some(value.clone()));
    }

    #[test]
    fn what_is_no_path_is_named() {
        for text in [".a", "a..b", "a.", "a[", "a[x]"] {
            let error = text.parse::<JsonPath>().unwrap_err().to_string();
            assert!(error.contains(&format!("`{text}`")), "{error}");
        }
    }
}
