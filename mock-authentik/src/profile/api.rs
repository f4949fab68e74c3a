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

    /// Whether users show when they joined and changed (differences, "user object").
    pub(crate) fn users_have_dates(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether users show their roles (differences, "user object").
    pub(crate) fn users_have_roles(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether a group may have several parents (differences, "group object").
    pub(crate) fn groups_have_many_parents(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether two groups may not have one name (differences, "duplicate group name"; reference,
    /// section 7.1).
    pub(crate) fn group_names_are_unique(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether saving an inactive user deletes their tokens (differences, "user is_active=false").
    pub(crate) fn deactivation_deletes_tokens(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether an administrator who sets a password logs the user out (differences, "admin
    /// set_password").
    pub(crate) fn set_password_ends_sessions(self) -> bool {
        self <= Self::V2024_12
    }

    /// Whether `set_password` without a password is refused (differences, "set_password {}").
    pub(crate) fn set_password_needs_a_password(self) -> bool {
        self >= Self::V2025_12
    }

    /// Which field a service account's taken name is told at (differences, "duplicate service
    /// account").
    pub(crate) fn duplicate_service_account_field(self) -> &'static str {
        if self >= Self::V2025_12 {
            "name"
        } else {
            "non_field_errors"
        }
    }

    /// Whether a recovery link is read rather than made (differences, "recovery").
    pub(crate) fn recovery_is_read(self) -> bool {
        self < Self::V2024_6
    }

    /// Whether every answer names its language and varies by it (differences, "Vary / Content-Language").
    pub(crate) fn answers_tell_their_language(self) -> bool {
        self >= Self::V2025_8
    }
}
