//! What openZro and its clients ask Authentik.

/// A request that openZro, its dashboard, its client, or the administrator who follows the guide sends
/// to Authentik.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Who asks, as snapshots say it: `openZro`, `browser`, `cli`, `admin`.
    pub from: &'static str,
    /// The method.
    pub method: &'static str,
    /// The path, as a pattern for what snapshots have in the place of ids.
    pub path: &'static str,
    /// What for.
    pub purpose: &'static str,
}

macro_rules! calls {
    ($($from:literal $method:literal $path:literal: $purpose:literal),+ $(,)?) => {
        &[$(Call { from: $from, method: $method, path: $path, purpose: $purpose }),+]
    };
}

/// Every call, by who asks.
pub const CALLS: &[Call] = calls! {
    "openZro" "GET" "/application/o/*/.well-known/openid-configuration": "its configuration, at the start",
    "openZro" "GET" "/application/o/*/jwks/": "the keys, at the start and with refresh for each token",
    "openZro" "POST" "/application/o/token/": "the service account's token",
    "openZro" "GET" "/api/v3/core/users/": "the list of users, page by page; whether an address is taken",
    "openZro" "GET" "/api/v3/core/users/*/": "the user, before they are deleted",
    "openZro" "DELETE" "/api/v3/core/users/*/": "the write-back of a deletion",
    "browser" "GET" "/application/o/*/.well-known/openid-configuration": "the dashboard's configuration",
    "browser" "GET" "/application/o/*/jwks/": "the keys, for the ID token",
    "browser" "GET" "/application/o/authorize/": "login at the dashboard and by PKCE",
    "browser" "GET" "/if/flow/**": "the page of a flow",
    "browser" "GET" "/api/v3/flows/executor/**": "the stages of a flow",
    "browser" "POST" "/api/v3/flows/executor/**": "what is typed into a stage",
    "browser" "POST" "/application/o/token/": "the code for tokens, and their renewal",
    "browser" "GET" "/device": "the page of the device code",
    "cli" "POST" "/application/o/device/": "a device code",
    "cli" "POST" "/application/o/token/": "polling for the tokens of a device, and the code of PKCE",
    "admin" "GET" "/api/v3/admin/version/": "which Authentik it is",
    "admin" "GET" "/api/v3/providers/oauth2/": "step 1 of the guide",
    "admin" "GET" "/api/v3/core/applications/": "step 2 of the guide",
    "admin" "GET" "/api/v3/core/tokens/": "step 3 of the guide: the app password",
    "admin" "GET" "/api/v3/core/tokens/*/view_key/": "step 3 of the guide: the app password's key",
    "admin" "GET" "/api/v3/core/groups/": "step 4 of the guide",
    "admin" "GET" "/api/v3/flows/instances/": "step 5 of the guide",
    "admin" "GET" "/api/v3/core/brands/": "step 5 of the guide",
};
