//! Which version of Authentik the mock behaves as: the one table of what differs between them.
//!
//! Handlers ask the profile a named question and never compare version numbers: the questions are in
//! `oauth`, `flows`, `api`, `audit` and `objects`, each with its evidence, and only they compare. `docs/fidelity/`
//! shows the table, a page for each profile.

mod api;
mod audit;
mod flows;
mod oauth;
mod objects;
mod question;

pub(crate) use audit::SessionReference;
pub use question::{Evidence, Known, Question};

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A version of Authentik.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// 2023.10, recorded from 2023.10.7.
    V2023_10,
    /// 2024.2, from the reference alone.
    V2024_2,
    /// 2024.6, from the reference alone.
    V2024_6,
    /// 2024.12, recorded from 2024.12.5.
    V2024_12,
    /// 2025.8, from the reference alone.
    V2025_8,
    /// 2025.10, from the reference alone.
    V2025_10,
    /// 2025.12, recorded from 2025.12.4.
    #[default]
    V2025_12,
    /// 2026.2, from the reference alone.
    V2026_2,
}

impl Profile {
    /// Every profile there is, oldest first.
    pub const ALL: [Self; 8] = [
        Self::V2023_10,
        Self::V2024_2,
        Self::V2024_6,
        Self::V2024_12,
        Self::V2025_8,
        Self::V2025_10,
        Self::V2025_12,
        Self::V2026_2,
    ];

    /// Whether the version was recorded, and its recordings are replayed by the tests.
    pub fn is_recorded(self) -> bool {
        matches!(self, Self::V2023_10 | Self::V2024_12 | Self::V2025_12)
    }

    /// Every question on what differs between versions.
    pub fn questions() -> impl Iterator<Item = &'static Question> {
        [
            api::API,
            audit::AUDIT,
            flows::FLOWS,
            oauth::OAUTH,
            objects::OBJECTS,
        ]
        .into_iter()
        .flatten()
    }

    /// The name on the command line: year and month of the release.
    pub fn name(self) -> &'static str {
        match self {
            Self::V2023_10 => "2023.10",
            Self::V2024_2 => "2024.2",
            Self::V2024_6 => "2024.6",
            Self::V2024_12 => "2024.12",
            Self::V2025_8 => "2025.8",
            Self::V2025_10 => "2025.10",
            Self::V2025_12 => "2025.12",
            Self::V2026_2 => "2026.2",
        }
    }

    /// The full version, as `GET /api/v3/admin/version/` tells it.
    pub fn version(self) -> &'static str {
        match self {
            Self::V2023_10 => "2023.10.7",
            Self::V2024_2 => "2024.2.4",
            Self::V2024_6 => "2024.6.5",
            Self::V2024_12 => "2024.12.5",
            Self::V2025_8 => "2025.8.6",
            Self::V2025_10 => "2025.10.4",
            Self::V2025_12 => "2025.12.4",
            Self::V2026_2 => "2026.2.2",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// No profile has that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no profile {given:?}; choose one of: {}", names().join(", "))]
pub struct UnknownProfile {
    /// What was asked for.
    pub given: String,
}

fn names() -> Vec<&'static str> {
    Profile::ALL.map(Profile::name).to_vec()
}

impl FromStr for Profile {
    type Err = UnknownProfile;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL
            .into_iter()
            .find(|profile| profile.name() == given);
        known.ok_or_else(|| UnknownProfile {
            given: given.to_owned(),
        })
    }
}

impl<'de> Deserialize<'de> for Profile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<'_, str>::deserialize(deserializer)?;
        name.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Profile {
    fn schema_name() -> Cow<'static, str> {
        "Profile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "enum": names(),
            "description": "Which version of Authentik to behave as.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_found_by_its_name() {
        for profile in Profile::ALL {
            assert_eq!(profile.name().parse(), Ok(profile));
        }
    }

    #[test]
    fn an_unknown_profile_names_the_known_ones() {
        let error = "2019.1".parse::<Profile>().unwrap_err().to_string();
        assert_eq!(
            error,
            "there is no profile \"2019.1\"; choose one of: 2023.10, 2024.2, 2024.6, 2024.12, 2025.8, \
             2025.10, 2025.12, 2026.2"
        );
    }
}
