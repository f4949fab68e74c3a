//! Which targets a scenario is for.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

/// Which targets a scenario is for; all of them when nothing is given.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AppliesTo {
    /// Which versions of Authentik.
    pub authentik: Versions,
}

/// A range of versions.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Versions {
    /// The first it is for: `2024.12`.
    pub from: Option<Version>,
    /// The first it is no longer for.
    pub before: Option<Version>,
}

impl Versions {
    /// Whether it has neither a start nor an end.
    pub fn are_all(&self) -> bool {
        self.from.is_none() && self.before.is_none()
    }

    /// Why a version is outside of the range, if it is.
    pub fn excludes(&self, found: &Version) -> Option<String> {
        let too_old = self.from.as_ref().is_some_and(|from| found < from);
        let too_new = self.before.as_ref().is_some_and(|before| found >= before);
        (too_old || too_new).then(|| format!("it is for Authentik {self}"))
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.from, &self.before) {
            (Some(from), Some(before)) => write!(f, "since {from} and before {before}"),
            (Some(from), None) => write!(f, "since {from}"),
            (None, Some(before)) => write!(f, "before {before}"),
            (None, None) => f.write_str("of any version"),
        }
    }
}

/// A version: numbers with dots between them.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Version {
    text: String,
    numbers: Vec<u32>,
}

impl Version {
    /// Whether they are of one release: alike in year and month.
    pub fn is_of_release(&self, other: &Self) -> bool {
        let release = |version: &Self| version.numbers.iter().take(2).copied().collect::<Vec<_>>();
        release(self) == release(other)
    }
}

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let numbers = text.split('.').map(str::parse).collect::<Result<_, _>>();
        match numbers {
            Ok(numbers) => Ok(Self { text, numbers }),
            Err(_) => Err(format!(
                "`{text}` is no version; write one like \"2025.12\""
            )),
        }
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.to_owned().try_into()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.numbers == other.numbers
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.numbers.partial_cmp(&other.numbers)
    }
}

impl JsonSchema for Version {
    fn schema_name() -> Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^\d+(\.\d+)*$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_its_start_and_not_its_end() {
        let range: Versions =
            serde_saphyr::from_str("{from: '2024.12', before: '2025.8'}").unwrap();
        let excludes = |version: &str| range.excludes(&version.parse().unwrap());
        let why = Some("it is for Authentik since 2024.12 and before 2025.8".to_owned());
        assert_eq!(excludes("2024.10.5"), why);
        assert_eq!(excludes("2024.12.5"), None);
        assert_eq!(excludes("2025.6.4"), None);
        assert!(excludes("2025.8.0").is_some());
    }
}
