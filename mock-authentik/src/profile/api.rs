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

    /// How many items a page has when nobody asks (differences, "users list"; reference, section 7.1).
    pub(crate) fn default_page_size(self) -> usize {
        if self >= Self::V2025_12 { 20 } else { 100 }
    }

    /// How many items a page has at most (reference, section 6.1).
    pub(crate) fn largest_page_size(self) -> usize {
        if self >= Self::V2025_12 {
            100
        } else {
            usize::MAX
        }
    }

    /// Whether a 404 says which model has no such object (differences, "API 404 detail").
    pub(crate) fn not_found_names_the_model(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether a scheme other than Bearer is refused rather than passed over (differences, "Basic
    /// auth on API").
    pub(crate) fn foreign_schemes_are_refused(self) -> bool {
        self <= Self::V2024_12
    }

    /// Whether the API's content type lacks the charset (differences, "API content-type").
    pub(crate) fn api_content_type_is_bare(self) -> bool {
        self == Self::V2023_10
    }

    /// Where scope mappings are (recordings `00-setup` of each version, "list scope mappings").
    pub(crate) fn scope_mappings_path(self) -> &'static str {
        if self >= Self::V2024_12 {
            "/propertymappings/provider/scope/"
        } else {
            "/propertymappings/scope/"
        }
    }
}
