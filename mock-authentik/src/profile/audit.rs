//! Differences of the audit log, and of who is said to use what.

use super::Profile;
use super::question::questions;

/// What stands for a browser session that somebody uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionReference {
    /// Its UUID alone.
    Uuid,
    /// Its UUID; its name begins with its key.
    UuidAndKey,
    /// Its key.
    Key,
}

questions! {
    AUDIT;

    /// Whether the kinds of events say which are deprecated, and an export is one of them.
    #[known(Recording("31-admin-users-write", "event actions"))]
    fn event_actions_may_be_deprecated(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the kinds of events say which need an enterprise licence.
    #[known(Recording("31-admin-users-write", "event actions"))]
    fn event_actions_may_need_a_licence(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether grants and consents are called by the names of whom they concern, rather than by keys.
    #[known(
        Recording("30-admin-users-read", "used_by"),
        Recording("31-admin-users-write", "events suspicious"),
    )]
    fn references_tell_names(self) -> bool {
        self < Self::V2024_2
    }

    /// Whether what happens to an object that is used is written in capitals, as `CASCADE`.
    #[known(Recording("30-admin-users-read", "used_by"))]
    fn uses_shout(self) -> bool {
        self < Self::V2024_2
    }

    /// Whether the audit log tells which columns of a user changed. Authentik means to do so with a
    /// licence alone; this version takes an installation without one for licensed.
    #[known(Recording("31-admin-users-write", "event model_created"))]
    fn events_tell_differences(self) -> bool {
        self == Self::V2024_12
    }

    /// Whether the audit log tells of consents that are given and that go with their user.
    #[known(Recording("50-user-deleted", "event"))]
    fn consents_are_audited(self) -> bool {
        self < Self::V2025_8
    }

    /// Whether a consent says whether it expires.
    #[known(Recording("33-groups-tokens-invitations", "GET /core/user_consent/?page_size=1"))]
    fn consents_tell_that_they_expire(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether a browser session tells its network's number.
    #[known(
        Recording("33-groups-tokens-invitations", "GET /core/authenticated_sessions/?page_size=1"),
    )]
    fn sessions_tell_their_network(self) -> bool {
        self >= Self::V2024_2
    }

    /// For how many days a browser session is listed that ends with the browser.
    #[known(
        Recording("33-groups-tokens-invitations", "GET /core/authenticated_sessions/?page_size=1"),
    )]
    fn days_of_open_sessions(self) -> i64 {
        if self >= Self::V2025_8 { 1 } else { 14 }
    }

    /// Which key a browser session has where it is used, and what it is called.
    #[known(Recording("30-admin-users-read", "used_by"))]
    fn session_reference(self) -> SessionReference {
        if self >= Self::V2025_8 {
            SessionReference::Key
        } else if self >= Self::V2024_2 {
            SessionReference::UuidAndKey
        } else {
            SessionReference::Uuid
        }
    }

    /// Whether the log knows who called the API with a token, and whose password was wrong; they are
    /// `AnonymousUser` otherwise.
    #[known(
        Recording("31-admin-users-write", "events after deletion"),
        Recording("31-admin-users-write", "event login_failed"),
    )]
    fn events_know_who_it_was(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether an event says that its user is anonymous.
    #[known(Recording("31-admin-users-write", "events configuration_error"))]
    fn events_call_users_anonymous(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether an event names the request.
    #[known(Recording("31-admin-users-write", "events"))]
    fn events_name_the_request(self) -> bool {
        self >= Self::V2024_2
    }
}
