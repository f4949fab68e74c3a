//! Differences of the admin API and of what every answer shares.

use super::Profile;

impl Profile {
    /// Whether lists carry `autocomplete` (differences, "users list").
    pub(crate) fn lists_have_autocomplete(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the health endpoints answer 204 (differences, "health live/ready").
    pub(crate) fn health_has_no_content(self) -> bool {
        self < Self::V2024_12
    }
}
