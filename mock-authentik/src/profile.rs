//! Which version of Authentik the mock behaves as: the one table of what differs between them.
//!
//! Handlers ask the profile a named question and never compare version numbers.

use std::fmt;
use std::str::FromStr;

/// A version of Authentik.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// 2025.12, recorded from 2025.12.4.
    #[default]
    V2025_12,
}

impl Profile {
    /// Every profile there is, oldest first.
    pub const ALL: [Self; 1] = [Self::V2025_12];

    /// The name on the command line: year and month of the release.
    pub fn name(self) -> &'static str {
        match self {
            Self::V2025_12 => "2025.12",
        }
    }

    /// The full version, as `GET /api/v3/admin/version/` tells it.
    pub fn version(self) -> &'static str {
        match self {
            Self::V2025_12 => "2025.12.4",
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
            "there is no profile \"2019.1\"; choose one of: 2025.12"
        );
    }
}
