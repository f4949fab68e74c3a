//! Differences of the admin API and of what every answer shares.

use super::Profile;
use super::question::questions;

questions! {
    API;

    /// Whether lists carry `autocomplete`.
    #[known(Recording("30-admin-users-read", "/core/users/"), Differences("users list"))]
    fn lists_have_autocomplete(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the health endpoints answer 204.
    #[known(
        Recording("34-misc-health-config", "/-/health/live/ anonymous"),
        Differences("health live/ready"),
    )]
    fn health_has_no_content(self) -> bool {
        self < Self::V2024_12
    }

    /// How many items a page has when nobody asks.
    #[known(
        Recording("30-admin-users-read", "/core/users/?page_size=0"),
        Differences("users list"),
        Reference("section 7.1"),
    )]
    fn default_page_size(self) -> usize {
        if self >= Self::V2025_12 { 20 } else { 100 }
    }

    /// How many items a page has at most, if there is a limit.
    #[known(
        Recording("30-admin-users-read", "/core/users/?page=1&page_size=100000"),
        Reference("section 6.1"),
    )]
    fn largest_page_size(self) -> Option<usize> {
        (self >= Self::V2025_12).then_some(100)
    }

    /// Whether a 404 says which model has no such object.
    #[known(Recording("30-admin-users-read", "404"), Differences("API 404 detail"))]
    fn not_found_names_the_model(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether a scheme other than Bearer is refused rather than passed over.
    #[known(Differences("Basic auth on API"))]
    fn foreign_schemes_are_refused(self) -> bool {
        self <= Self::V2024_12
    }

    /// Whether the API's content type lacks the charset.
    #[known(Recording("30-admin-users-read", "/core/users/"), Differences("API content-type"))]
    fn api_content_type_is_bare(self) -> bool {
        self == Self::V2023_10
    }

    /// Where scope mappings are.
    #[known(Recording("00-setup", "list scope mappings"))]
    fn scope_mappings_path(self) -> &'static str {
        if self >= Self::V2024_12 {
            "/propertymappings/provider/scope/"
        } else {
            "/propertymappings/scope/"
        }
    }

    /// Whether users show when they joined and changed.
    #[known(Recording("30-admin-users-read", "retrieve"), Differences("user object"))]
    fn users_have_dates(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether users show their roles.
    #[known(Recording("30-admin-users-read", "retrieve"), Differences("user object"))]
    fn users_have_roles(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether a group may have several parents.
    #[known(
        Recording("33-groups-tokens-invitations", "GET /core/groups/"),
        Differences("group object"),
    )]
    fn groups_have_many_parents(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether two groups may not have one name.
    #[known(
        Recording("33-groups-tokens-invitations", "duplicate group"),
        Differences("duplicate group name"),
        Reference("section 7.1"),
    )]
    fn group_names_are_unique(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether saving an inactive user deletes their tokens.
    #[known(Differences("user is_active=false"))]
    fn deactivation_deletes_tokens(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether an administrator who sets a password logs the user out.
    #[known(Differences("admin set_password"))]
    fn set_password_ends_sessions(self) -> bool {
        self <= Self::V2024_12
    }

    /// Whether `set_password` without a password is refused.
    #[known(
        Recording("31-admin-users-write", "set_password empty"),
        Differences("set_password {}"),
    )]
    fn set_password_needs_a_password(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether it is the database that refuses a service account, in its own words.
    #[known(
        Recording("33-groups-tokens-invitations", "service account dup"),
        Differences("duplicate service account"),
    )]
    fn the_database_refuses_service_accounts(self) -> bool {
        self < Self::V2025_12
    }

    /// Whether a recovery link is read rather than made.
    #[known(
        Recording("31-admin-users-write", "recovery, no recovery flow set"),
        Differences("recovery"),
    )]
    fn recovery_is_read(self) -> bool {
        self < Self::V2024_6
    }

    /// Whether every answer names its language and varies by it.
    #[known(Recording("30-admin-users-read", "retrieve"), Differences("Vary / Content-Language"))]
    fn answers_tell_their_language(self) -> bool {
        self >= Self::V2025_8
    }

    /// What a superuser may do to the system, in the recorded orders.
    #[known(Recording("30-admin-users-read", "me"))]
    fn system_permissions(self) -> &'static [&'static str] {
        if self >= Self::V2025_8 {
            &[
                "add_initialpermissions",
                "change_initialpermissions",
                "assign_role_permissions",
                "access_admin_interface",
                "delete_role",
                "view_initialpermissions",
                "manage_media_files",
                "view_media_files",
                "view_system_info",
                "view_system_settings",
                "delete_initialpermissions",
                "add_role",
                "change_role",
                "unassign_role_permissions",
                "view_role",
                "edit_system_settings",
            ]
        } else if self >= Self::V2024_2 {
            &[
                "assign_role_permissions",
                "unassign_role_permissions",
                "edit_system_settings",
                "view_role",
                "delete_role",
                "add_role",
                "change_role",
                "access_admin_interface",
                "view_system_settings",
                "view_system_info",
            ]
        } else {
            &[
                "access_admin_interface",
                "view_system_info",
                "view_role",
                "add_role",
                "view_system_tasks",
                "unassign_role_permissions",
                "delete_role",
                "change_role",
                "assign_role_permissions",
                "run_system_tasks",
            ]
        }
    }

    /// What is said of a group's name that is taken.
    #[known(Recording("33-groups-tokens-invitations", "duplicate group"))]
    fn taken_group_name(self) -> &'static str {
        if self >= Self::V2025_8 {
            "Group with this name already exists."
        } else {
            "This field must be unique."
        }
    }

    /// Whether pictures of users are Gravatar's even where there is no network.
    #[known(Recording("00-setup", "create user alice"))]
    fn avatars_are_gravatars(self) -> bool {
        self < Self::V2024_12
    }

    /// Whether a user's group without a parent says so, rather than leave the parent's name out.
    #[known(Recording("30-admin-users-read", "/core/users/"))]
    fn groups_without_a_parent_say_so(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether lists of users and groups leave out what they are asked to.
    #[known(
        Recording("30-admin-users-read", "/core/users/?include_groups=false&page_size=1"),
        Reference("section 7.1, 2024.4"),
    )]
    fn lists_leave_out_what_is_unwanted(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether OPTIONS describes the members of `groups_obj`, and the picture as text.
    #[known(Recording("30-admin-users-read", "OPTIONS"))]
    fn options_describe_groups(self) -> bool {
        self < Self::V2024_6
    }

    /// Whether it is Python's own parser that reads JSON, and says what is wrong with it.
    #[known(Recording("31-admin-users-write", "bad JSON"))]
    fn json_is_read_by_python(self) -> bool {
        self.api_content_type_is_bare()
    }

    /// What is said of a bad slug.
    #[known(Recording("33-groups-tokens-invitations", "invalid slug"))]
    fn bad_slug(self) -> &'static str {
        if self >= Self::V2025_8 {
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."
        } else {
            "Enter a valid \"slug\" consisting of letters, numbers, underscores or hyphens."
        }
    }

    /// Whether what is said to never expire has a date nevertheless.
    #[known(Recording("20-service-account", "create app password for alice"))]
    fn what_never_expires_has_a_date(self) -> bool {
        self < Self::V2024_6
    }
}
