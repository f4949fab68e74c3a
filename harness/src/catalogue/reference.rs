//! What a scenario stands for.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use super::{BUGS, Bug, GUIDE, GuideLine};
use crate::suggestion::suggestion;

/// What a scenario stands for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// A line of openZro's guide.
    #[serde(deserialize_with = "guide_line")]
    #[schemars(schema_with = "guide_lines")]
    Guide(&'static GuideLine),
    /// A known bug.
    #[serde(deserialize_with = "bug")]
    #[schemars(schema_with = "bugs")]
    Bug(&'static Bug),
    /// Where else it is written: a specification, a page, a place in openZro's or Authentik's source.
    See(String),
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guide(line) => write!(f, "guide, {}: {}", line.id, line.says),
            Self::Bug(bug) => write!(f, "bug {}: {}", bug.id, bug.says),
            Self::See(words) => f.write_str(words),
        }
    }
}

fn guide_line<'de, D: serde::Deserializer<'de>>(from: D) -> Result<&'static GuideLine, D::Error> {
    let id = String::deserialize(from)?;
    let known = || {
        GUIDE
            .iter()
            .map(|line| line.id.to_owned())
            .collect::<Vec<_>>()
    };
    GUIDE
        .iter()
        .find(|line| line.id == id)
        .ok_or_else(|| unknown("line of the guide", &id, &known()))
}

fn bug<'de, D: serde::Deserializer<'de>>(from: D) -> Result<&'static Bug, D::Error> {
    let id = String::deserialize(from)?;
    let known = || BUGS.iter().map(|bug| bug.id.to_owned()).collect::<Vec<_>>();
    BUGS.iter()
        .find(|bug| bug.id == id)
        .ok_or_else(|| unknown("bug", &id, &known()))
}

fn unknown<E: serde::de::Error>(kind: &str, id: &str, known: &[String]) -> E {
    E::custom(format!(
        "no {kind} is called `{id}`{}",
        suggestion(id, known)
    ))
}

fn guide_lines(_: &mut SchemaGenerator) -> Schema {
    let ids: Vec<&str> = GUIDE.iter().map(|line| line.id).collect();
    json_schema!({ "enum": ids })
}

fn bugs(_: &mut SchemaGenerator) -> Schema {
    let ids: Vec<&str> = BUGS.iter().map(|bug| bug.id).collect();
    json_schema!({ "enum": ids })
}
