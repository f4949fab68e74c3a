//! Patterns for request paths.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use regex::Regex;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A pattern that a whole path matches: `*` stands for any characters but a slash, `**` for any at
/// all. `/api/v3/core/users/*/` is one user, `/api/**` the whole API.
#[derive(Clone, Debug)]
pub struct Glob {
    text: String,
    pattern: Regex,
}

/// The text is not a pattern for paths.
#[derive(Clone, Debug, thiserror::Error)]
#[error("`{0}` is no path pattern: begin it with `/` or `**`, and leave the query out")]
pub struct GlobError(String);

impl Glob {
    /// Whether the whole of `path` fits.
    pub fn matches(&self, path: &str) -> bool {
        self.pattern.is_match(path)
    }
}

impl FromStr for Glob {
    type Err = GlobError;

    fn from_str(text: &str) -> Result<Self, GlobError> {
        let refused = || GlobError(text.to_owned());
        if !(text.starts_with('/') || text.starts_with("**")) || text.contains('?') {
            return Err(refused());
        }
        let pattern = regex::escape(text)
            .replace(r"\*\*", ".*")
            .replace(r"\*", "[^/]*");
        let pattern = Regex::new(&format!("^{pattern}$")).map_err(|_| refused())?;
        Ok(Self {
            text: text.to_owned(),
            pattern,
        })
    }
}

impl fmt::Display for Glob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Glob {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Glob {}

impl Serialize for Glob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Glob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Glob {
    fn schema_name() -> Cow<'static, str> {
        "PathPattern".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^(/|\*\*)[^?]*$",
            "description": "A pattern that a whole path matches: `*` stands for any characters but a slash, `**` for any at all.",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_star_stays_in_its_segment_and_two_do_not() {
        let user: Glob = "/api/v3/core/users/*/".parse().unwrap();
        assert!(user.matches("/api/v3/core/users/6/"));
        assert!(!user.matches("/api/v3/core/users/6/recovery/"));
        assert!(!user.matches("/api/v3/core/users/"));
        let api: Glob = "/api/**".parse().unwrap();
        assert!(api.matches("/api/v3/core/users/6/recovery/"));
        assert!(!api.matches("/application/o/token/"));
    }

    #[test]
    fn a_query_or_a_bare_word_is_refused_by_name() {
        for text in ["users", "/users?page=1", ""] {
            let error = text.parse::<Glob>().unwrap_err().to_string();
            assert!(error.contains(&format!("`{text}`")), "{error}");
        }
    }

    proptest! {
        #[test]
        fn a_path_without_stars_matches_itself_alone(path in "/[ -)+->@-~]{0,30}", more in "[a-z/]{1,5}") {
            let glob: Glob = path.parse().unwrap();
            let longer = path.clone() + &more;
            prop_assert!(glob.matches(&path));
            prop_assert!(!glob.matches(&longer));
        }
    }
}
