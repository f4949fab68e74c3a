//! Differences of authorize, the flow executor and the device pages.

use super::Profile;
use super::question::questions;

questions! {
    FLOWS;

    /// Whether a view of an application plans the login itself, so that the flow can name the
    /// application.
    #[known(Recording("02-authcode-pkce", "browser GET"), Differences("anonymous authorize"))]
    fn applications_plan_the_login(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a flow in which nobody is asked anything answers the client from authorize itself.
    #[known(Differences("implicit-consent flow + session"), Reference("section 7.1, 2024.12"))]
    fn silent_flows_answer_at_once(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a device is approved only by those who may use the application.
    #[known(Differences("app policy denial in device flow"))]
    fn devices_obey_policies(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether a challenge begins with its `type`, `native` or `redirect`.
    #[known(Recording("04-login-flow-errors", "executor GET"), Differences("challenges"))]
    fn challenges_have_types(self) -> bool {
        self <= Self::V2024_2
    }

    /// Whether `flow_info` has backgrounds by theme.
    #[known(Recording("04-login-flow-errors", "executor GET"))]
    fn backgrounds_have_themes(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether cancelling a flow leads on to where the flow would have led.
    #[known(Recording("04-login-flow-errors", "executor GET"))]
    fn cancelling_leads_on(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether identification and password stages tell their designation, captcha and what may be shown.
    #[known(Recording("04-login-flow-errors", "executor GET"))]
    fn stages_tell_their_looks(self) -> bool {
        self >= Self::V2024_6
    }

    /// Whether the identification stage offers to be remembered.
    #[known(Recording("04-login-flow-errors", "executor GET"))]
    fn identification_remembers(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the identification stage knows passkeys.
    #[known(Recording("04-login-flow-errors", "executor GET"))]
    fn identification_knows_passkeys(self) -> bool {
        self >= Self::V2025_12
    }

    /// Whether a flow pretends that an unknown user exists.
    #[known(Reference("section 7.1, 2024.2"))]
    fn unknown_users_are_pretended(self) -> bool {
        self >= Self::V2024_2
    }

    /// Whether a login sets `authentik_device`.
    #[known(Recording("02-authcode-pkce", "executor follow"), Reference("section 0.4"))]
    fn browsers_are_known_again(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether the same user's next login keeps the session.
    #[known(Recording("05-prompt-variants", "executor follow"))]
    fn logging_in_again_keeps_the_session(self) -> bool {
        self < Self::V2025_8
    }

    /// Whether somebody is told that the consent's token is wrong.
    #[known(
        Recording("04-login-flow-errors", "consent with wrong token"),
        Differences("consent with wrong token"),
    )]
    fn wrong_consent_tokens_are_told(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether `prompt=consent` asks even those who have consented.
    #[known(
        Recording("05-prompt-variants", "executor GET"),
        Differences("prompt=consent, consent remembered"),
    )]
    fn consent_prompt_always_asks(self) -> bool {
        self < Self::V2024_12
    }

    /// Whether `/application/o/<slug>/end-session/` begins a flow, rather than lead to a page.
    #[known(
        Recording("08-end-session", "end-session anonymous"),
        Differences("end-session"),
        Reference("section 7.1, 2024.10"),
    )]
    fn end_session_is_a_flow(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether an end-session request during a flow is answered at once.
    #[known(Recording("08-end-session", "end-session again, plan still in session"))]
    fn end_session_respects_plans(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a user code is text.
    #[known(
        Recording("10-device", "executor POST ak-provider-oauth2-device-code"),
        Differences("user code typed by hand"),
    )]
    fn user_codes_are_text(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether a wrong user code is refused by a page.
    #[known(Differences("unknown user code in /device?code="))]
    fn wrong_user_codes_are_denied(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether the first page after a login shows that it succeeded, and so saves the session.
    #[known(Recording("05-prompt-variants", "browser GET"))]
    fn pages_welcome(self) -> bool {
        self < Self::V2025_8
    }

    /// Whether an identification without any field lacks a field, rather than data.
    #[known(Recording("04-login-flow-errors", "executor POST empty JSON"))]
    fn identification_requires_its_field(self) -> bool {
        self < Self::V2025_8
    }

    /// Whether `response_type=id_token` is answered with an access token, too.
    #[known(Recording("06-authorize-errors", "executor follow"))]
    fn id_tokens_come_with_access_tokens(self) -> bool {
        self < Self::V2025_8
    }

    /// Whether pages of the web interface set the CSRF cookie.
    #[known(
        Recording("10-device", "browser GET"),
        Recording("34-misc-health-config", "/if/user/ anonymous"),
    )]
    fn pages_set_csrf(self) -> bool {
        self <= Self::V2024_2
    }

    /// Whether `ui_locales` sets the language.
    #[known(Recording("05-prompt-variants", "browser GET"))]
    fn requests_set_the_language(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether a superuser's redirect to a flow offers to inspect it.
    #[known(Reference("section 2.6"))]
    fn planned_pages_offer_inspection(self) -> bool {
        self >= Self::V2025_8
    }

    /// Whether an authorization flow is over once the client is answered; its plan stays in the session
    /// otherwise.
    #[known(Recording("08-end-session", "browser GET"))]
    fn answering_the_client_ends_the_flow(self) -> bool {
        self >= Self::V2024_2
    }

    /// What somebody is told who has tried too many passwords.
    #[known(Recording("04-login-flow-errors", "wrong password 5"))]
    fn too_many_passwords(self) -> &'static str {
        if self >= Self::V2024_2 {
            "Invalid password"
        } else {
            "Unknown error"
        }
    }

    /// Whether somebody who is deactivated while logged in is turned out with a 400, rather than taken for
    /// a stranger: sessions have their own middleware since 2025.4.
    #[known(Reference("section 6.3"))]
    fn the_inactive_are_turned_out(self) -> bool {
        self >= Self::V2025_8
    }
}
