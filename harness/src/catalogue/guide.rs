//! The lines of openZro's guide.

/// A value, or a promise, of openZro's guide "Authentik SSO with openZro Self-Hosted (Advanced)".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuideLine {
    /// What scenarios call it.
    pub id: &'static str,
    /// Where in the guide: its step, or 0 for what it promises.
    pub step: u8,
    /// What it says.
    pub says: &'static str,
}

const fn line(id: &'static str, step: u8, says: &'static str) -> GuideLine {
    GuideLine { id, step, says }
}

/// Every line, in the guide's order.
pub const GUIDE: &[GuideLine] = &[
    line(
        "dashboard-login",
        0,
        "people log in to the dashboard with Authentik",
    ),
    line("cli-login", 0, "people log in with the command-line client"),
    line("list-users", 0, "openZro lists Authentik's users"),
    line("invite-users", 0, "openZro invites users through Authentik"),
    line(
        "delete-users",
        0,
        "a user deleted in openZro is deleted in Authentik too",
    ),
    line(
        "only-identity-provider",
        0,
        "when Authentik is down, nobody can log in",
    ),
    line("provider-name", 1, "Name: openZro"),
    line(
        "authorization-flow",
        1,
        "Authorization flow: default-provider-authorization-explicit-consent",
    ),
    line("client-type", 1, "Client type: Public"),
    line(
        "redirect-uri-regex",
        1,
        "Redirect URI: Regex, https://<domain>/.*",
    ),
    line(
        "redirect-uri-strict",
        1,
        "Redirect URI: Strict, http://localhost:53000",
    ),
    line(
        "signing-key",
        1,
        "Signing Key: authentik Self-signed Certificate",
    ),
    line(
        "access-code-validity",
        1,
        "Access code validity: minutes=10",
    ),
    line("subject-mode", 1, "Subject mode: based on the user's ID"),
    line(
        "scope-mappings",
        1,
        "Scopes: the form's own, and what openZro asks for",
    ),
    line(
        "application",
        2,
        "Name and slug: openzro, with the provider openZro",
    ),
    line(
        "discovery",
        2,
        "the OpenID configuration answers under the application's slug",
    ),
    line("service-account", 3, "Username: openZro"),
    line("app-password", 3, "the app password, not the account's own"),
    line("admin-group", 4, "openZro is in authentik Admins"),
    line("device-flow", 5, "Name and slug: default-device-code-flow"),
    line(
        "device-flow-designation",
        5,
        "Designation: Stage Configuration",
    ),
    line(
        "device-flow-authentication",
        5,
        "Authentication: require authentication",
    ),
    line(
        "device-flow-brand",
        5,
        "Default flows of the brand: device code flow",
    ),
    line(
        "oidc-configuration-endpoint",
        6,
        "OPENZRO_AUTH_OIDC_CONFIGURATION_ENDPOINT",
    ),
    line("use-auth0", 6, "OPENZRO_USE_AUTH0=false"),
    line("client-id", 6, "OPENZRO_AUTH_CLIENT_ID"),
    line("supported-scopes", 6, "OPENZRO_AUTH_SUPPORTED_SCOPES"),
    line("audience", 6, "OPENZRO_AUTH_AUDIENCE"),
    line(
        "device-auth-client-id",
        6,
        "OPENZRO_AUTH_DEVICE_AUTH_CLIENT_ID",
    ),
    line(
        "device-auth-audience",
        6,
        "OPENZRO_AUTH_DEVICE_AUTH_AUDIENCE",
    ),
    line("auth-redirect-uri", 6, "OPENZRO_AUTH_REDIRECT_URI"),
    line("mgmt-idp", 6, "OPENZRO_MGMT_IDP=authentik"),
    line("idp-mgmt-client-id", 6, "OPENZRO_IDP_MGMT_CLIENT_ID"),
    line("idp-mgmt-username", 6, "OPENZRO_IDP_MGMT_EXTRA_USERNAME"),
    line("idp-mgmt-password", 6, "OPENZRO_IDP_MGMT_EXTRA_PASSWORD"),
    line(
        "disable-prompt-login",
        6,
        "OPENZRO_AUTH_PKCE_DISABLE_PROMPT_LOGIN",
    ),
    line(
        "start",
        7,
        "openZro starts, and Authentik has to be there for that",
    ),
];
