//! Differences of authorize, the flow executor and the device pages.

use super::Profile;

impl Profile {
    /// Whether a view of an application plans the login itself, so that the flow can name the
    /// application (differences, "anonymous authorize"; 2025.8 is the first of the newer kind).
    pub(crate) fn applications_plan_the_login(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a flow in which nobody is asked anything answers the client from authorize itself
    /// (differences, "implicit-consent flow + session"; reference, section 7.1, 2024.12).
    pub(crate) fn silent_flows_answer_at_once(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a device is approved only by those who may use the application (differences, "app
    /// policy denial in device flow").
    pub(crate) fn devices_obey_policies(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether `prompt=none login` and a stale `max_age` beside `prompt=none` lead to the login
    /// (differences, "prompt=none + stale max_age").
    pub(crate) fn silent_requests_log_in_again(self) -> bool {
        self >= Self::V2025_8
    }
}
