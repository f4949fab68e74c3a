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

    /// Whether a challenge begins with its `type`, `native` or `redirect` (differences, "challenges";
    /// the versions between 2023.10 and 2024.12 are not recorded).
    pub(crate) fn challenges_have_types(self) -> bool {
        self <= Self::V2024_2
    }

    /// Whether `flow_info` has backgrounds by theme (recording `2024.12.5/04-login-flow-errors`,
    /// "executor GET", has none).
    pub(crate) fn backgrounds_have_themes(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether cancelling a flow leads on to where the flow would have led (as before).
    pub(crate) fn cancelling_leads_on(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether identification and password stages tell their designation, captcha and what may be
    /// shown (recording `2023.10.7/04-login-flow-errors`, "executor GET", does not).
    pub(crate) fn stages_tell_their_looks(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether the identification stage offers to be remembered (recording
    /// `2024.12.5/04-login-flow-errors`, "executor GET", does not).
    pub(crate) fn identification_remembers(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the identification stage knows passkeys (as before).
    pub(crate) fn identification_knows_passkeys(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether a flow pretends that an unknown user exists (reference, section 7.1, 2024.2).
    pub(crate) fn unknown_users_are_pretended(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether a login sets `authentik_device` (reference, section 0.4).
    pub(crate) fn browsers_are_known_again(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the same user's next login keeps the session (recording
    /// `2024.12.5/05-prompt-variants`, "executor follow").
    pub(crate) fn logging_in_again_keeps_the_session(self) -> bool {
        self < Self::V2025_8
    }

    /// Whether somebody is told that the consent's token is wrong (differences, "consent with wrong
    /// token").
    pub(crate) fn wrong_consent_tokens_are_told(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether `prompt=consent` asks even those who have consented (differences, "prompt=consent,
    /// consent remembered").
    pub(crate) fn consent_prompt_always_asks(self) -> bool {
        self < Self::V2024_12
    }

    /// Whether `/application/o/<slug>/end-session/` begins a flow, rather than lead to a page
    /// (differences, "end-session"; reference, section 7.1, 2024.10).
    pub(crate) fn end_session_is_a_flow(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether an end-session request during a flow is answered at once (recording
    /// `2024.12.5/08-end-session`, "end-session again", begins the flow anew).
    pub(crate) fn end_session_respects_plans(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a user code is text (differences, "user code typed by hand").
    pub(crate) fn user_codes_are_text(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether a wrong user code is refused by a page (differences, "unknown user code").
    pub(crate) fn wrong_user_codes_are_denied(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether the first page after a login shows that it succeeded, and so saves the session
    /// (recording `2024.12.5/05-prompt-variants`, "browser GET").
    pub(crate) fn pages_welcome(self) -> bool {
        self < Self::V2025_8
    }

    /// Whether an identification without any field lacks a field, rather than data (recording
    /// `2024.12.5/04-login-flow-errors`, "executor POST empty JSON").
    pub(crate) fn identification_requires_its_field(self) -> bool {
        self < Self::V2025_8
    }

    /// Whether `response_type=id_token` is answered with an access token, too (recording
    /// `2024.12.5/06-authorize-errors`, "executor follow").
    pub(crate) fn id_tokens_come_with_access_tokens(self) -> bool {
        self < Self::V2025_8
    }

    /// Whether pages of the web interface set the CSRF cookie (recordings `2023.10.7/10-device`, "browser
    /// GET", and `2023.10.7/34-misc-health-config`, "/if/user/ anonymous").
    pub(crate) fn pages_set_csrf(self) -> bool {
        self <= Self::V2024_2
    }

    /// Whether `ui_locales` sets the language (recording `2024.12.5/05-prompt-variants`, "browser GET",
    /// does not).
    pub(crate) fn requests_set_the_language(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a superuser's redirect to a flow offers to inspect it (reference, section 2.6).
    pub(crate) fn planned_pages_offer_inspection(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether an authorization flow is over once the client is answered; its plan stays in the session
    /// otherwise (recording `2023.10.7/08-end-session`, "browser GET" of the invalidation).
    pub(crate) fn answering_the_client_ends_the_flow(self) -> bool {
        self >= Self::V2024_2
    }

    /// What somebody is told who has tried too many passwords (recording
    /// `2023.10.7/04-login-flow-errors`, "wrong password 5").
    pub(crate) fn too_many_passwords(self) -> &'static str {
        if self >= Self::V2024_2 {
            "Invalid password"
        } else {
            "Unknown error"
        }
    }

    /// Whether somebody who is deactivated while logged in is turned out with a 400, rather than taken for
    /// a stranger (reference, section 6.3; sessions have their own middleware since 2025.4).
    pub(crate) fn the_inactive_are_turned_out(self) -> bool {
        self >= Self::V2025_8
    }
}
