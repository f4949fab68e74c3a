//! The known bugs.

/// A known bug, or a place where openZro's guide and its code disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bug {
    /// What scenarios call it: a number, or `G` and a number where the guide and the code disagree.
    pub id: &'static str,
    /// What is wrong.
    pub says: &'static str,
    /// Who reported it.
    pub links: &'static [&'static str],
}

macro_rules! bugs {
    ($($id:literal: $says:literal [$($link:literal),* $(,)?]),+ $(,)?) => {
        &[$(Bug { id: $id, says: $says, links: &[$($link),*] }),+]
    };
}

/// Every bug that a run can show: that the guide's link to the latest release is not found (G7) is none.
pub const BUGS: &[Bug] = bugs! {
    "G1": "the guide promises that deleting writes back, and the flag for it is off" [],
    "G2": "the guide promises invitations, and Authentik's manager has none" [],
    "G3": "the guide names no scope mappings, and without goauthentik.io/api the API refuses openZro" [
        "netbirdio/netbird#2941", "netbirdio/netbird#3021", "netbirdio/netbird#3662",
    ],
    "G4": "the guide says that Dex is disabled, and the compose file starts it" [],
    "G5": "the dashboard's service worker trusts only the authority, not Authentik's token endpoint" [
        "openzro/openzro#133",
    ],
    "G6": "the guide links openzro/openzro#3654, which is netbirdio/netbird#3654" [],
    "G8": "of several audiences only the last is accepted" [],
    "1": "PKCE login with prompt=login does not complete" ["netbirdio/netbird#3654"],
    "2": "the api scope is not mapped: the token is given, the API answers 403" [
        "netbirdio/netbird#2941", "netbirdio/netbird#3021", "netbirdio/netbird#3662",
    ],
    "3": "the account's password in place of the app password" [
        "netbirdio/netbird#1657", "netbirdio/netbird#1531",
    ],
    "4": "the application is bound to a group that the service account is not in" [
        "netbirdio/netbird#4861", "netbirdio/netbird#2941",
    ],
    "5": "Authentik's clock is ahead: token used before issued" ["netbirdio/netbird#2941"],
    "6": "no signing key, HS256, or a key of the wrong type" ["netbirdio/netbird#1947"],
    "7": "the signing key was rotated, and openZro does not refresh its keys" [
        "netbirdio/netbird#806", "netbirdio/netbird#2269", "netbirdio/netbird#1379",
    ],
    "8": "a user deleted in Authentik makes openZro list all users again and again" [
        "netbirdio/netbird#1593", "netbirdio/netbird#4223", "netbirdio/netbird#4528",
    ],
    "9": "the token of somebody whom the user list lacks slows everything" ["netbirdio/netbird#1461"],
    "10": "inviting is missing for Authentik" ["netbirdio/netbird#1717", "netbirdio/netbird#855"],
    "11": "deleting leaves the user in Authentik" ["netbirdio/netbird#926", "netbirdio/netbird#1113"],
    "12": "no device code flow on the brand: not found after the login" [
        "netbirdio/netbird#1015", "goauthentik/authentik#5133", "netbirdio/netbird#2247",
    ],
    "13": "device login: flow does not apply to the current user" [
        "goauthentik/authentik#18227", "netbirdio/netbird#1670",
    ],
    "14": "polling for a device code gives invalid_grant" ["goauthentik/authentik#9742"],
    "15": "no SSO provider returned from management" ["netbirdio/netbird#2847"],
    "16": "a bad or missing interval hangs or crashes the client" [
        "netbirdio/netbird#2896", "netbirdio/netbird#7013",
    ],
    "17": "TokenEndpoint is missing: openZro does not start" ["netbirdio/netbird#1684"],
    "18": "the discovery document is refused, HTML or 502: openZro starts again and again" [
        "netbirdio/netbird#4144", "netbirdio/netbird#2046", "netbirdio/netbird#3937",
    ],
    "19": "an empty management.json crashes openZro" [
        "netbirdio/netbird#4200", "netbirdio/netbird#3184",
    ],
    "20": "configure.sh: jq parse error in line 55 of management.json" [
        "netbirdio/netbird#5230", "goauthentik/authentik#19890",
    ],
    "21": "the dashboard is stuck, or gets 401 again and again" [
        "netbirdio/netbird#3934", "netbirdio/netbird#3007", "netbirdio/netbird#2510",
        "netbirdio/netbird#4778",
    ],
    "22": "the scopes granted are only those that the provider maps" ["netbirdio/netbird#2338"],
    "23": "JWT groups from Authentik" ["netbirdio/netbird#1302"],
    "24": "the service worker's trusted domains" [
        "openzro/openzro#133", "openzro/openzro#134", "openzro/openzro#131", "openzro/openzro#110",
    ],
    "25": "invalid audience" ["netbirdio/netbird#2142"],
    "26": "the API scope is absent" ["goauthentik/authentik#8666"],
};
