//! `management.json`.

mod discovery;
mod error;
mod read;
mod template;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

pub use error::ConfigError;
pub(crate) use read::{finish, open, read};

/// The management server's configuration, in the words of `management.json`.
///
/// Keys that this part of openZro does not use are accepted and ignored.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Config {
    /// STUN servers that peers are told of.
    #[serde(deserialize_with = "or_default")]
    pub stuns: Vec<Host>,
    /// The signal server that peers are told of.
    pub signal: Option<Host>,
    /// How tokens of people are checked. Absent: the server crashes at start.
    pub http_config: Option<HttpConfig>,
    /// How the identity provider's users are read. Absent: not at all.
    pub idp_manager_config: Option<IdpManagerConfig>,
    /// What a CLI without a browser is told.
    pub device_authorization_flow: Option<DeviceAuthorizationFlow>,
    /// What a CLI with a browser is told.
    #[serde(rename = "PKCEAuthorizationFlow")]
    pub pkce_authorization_flow: Option<PkceAuthorizationFlow>,
    /// The server's own `WireGuard` key, base64. Empty: a new one at every start.
    #[serde(deserialize_with = "or_default")]
    pub wg_private_key: String,
}

/// A STUN, TURN or signal server.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct Host {
    /// `udp`, `dtls`, `tcp`, `http` or `https`.
    #[serde(deserialize_with = "or_default")]
    pub proto: String,
    /// Where it is.
    #[serde(rename = "URI", deserialize_with = "or_default")]
    pub uri: String,
}

/// `HttpConfig`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct HttpConfig {
    /// The audience that a token must name.
    #[serde(deserialize_with = "or_default")]
    pub auth_audience: String,
    /// A second audience. Of several only the last one counts (reference, section 0, G8).
    #[serde(deserialize_with = "or_default")]
    pub extra_auth_audience: String,
    /// The issuer that a token must name, to the slash.
    #[serde(deserialize_with = "or_default")]
    pub auth_issuer: String,
    /// The claim with the user's id. Empty: `sub`.
    #[serde(rename = "AuthUserIDClaim", deserialize_with = "or_default")]
    pub auth_user_id_claim: String,
    /// Where the signing keys are.
    #[serde(deserialize_with = "or_default")]
    pub auth_keys_location: String,
    /// The discovery document. When given it overrides most of the rest.
    #[serde(rename = "OIDCConfigEndpoint", deserialize_with = "or_default")]
    pub oidc_config_endpoint: String,
    /// The certificate to speak TLS with, a PEM file. Empty: in the clear.
    #[serde(deserialize_with = "or_default")]
    pub cert_file: String,
    /// The certificate's private key, a PEM file. Empty: in the clear.
    #[serde(deserialize_with = "or_default")]
    pub cert_key: String,
    /// Whether signing keys are fetched again once they are stale.
    #[serde(deserialize_with = "or_default")]
    pub idp_sign_key_refresh_enabled: bool,
}

/// `IdpManagerConfig`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct IdpManagerConfig {
    /// `authentik`, `none` or empty. Others exist in openZro, and are not mocked.
    #[serde(deserialize_with = "or_default")]
    pub manager_type: String,
    /// How to get a token for the identity provider's API.
    pub client_config: Option<IdpClientConfig>,
    /// `Username` and `Password` of the service account.
    #[serde(deserialize_with = "or_default")]
    pub extra_config: BTreeMap<String, String>,
}

/// `IdpManagerConfig.ClientConfig`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct IdpClientConfig {
    /// The API is at this URL's scheme and host.
    #[serde(deserialize_with = "or_default")]
    pub issuer: String,
    /// Where tokens are asked for.
    #[serde(deserialize_with = "or_default")]
    pub token_endpoint: String,
    /// The OAuth2 client.
    #[serde(rename = "ClientID", deserialize_with = "or_default")]
    pub client_id: String,
    /// `client_credentials`.
    #[serde(deserialize_with = "or_default")]
    pub grant_type: String,
}

/// `DeviceAuthorizationFlow`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct DeviceAuthorizationFlow {
    /// `hosted`, or `none` to switch it off.
    #[serde(deserialize_with = "or_default")]
    pub provider: String,
    /// What the CLI is told.
    #[serde(deserialize_with = "or_default")]
    pub provider_config: ProviderConfig,
}

/// `PKCEAuthorizationFlow`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct PkceAuthorizationFlow {
    /// What the CLI is told.
    #[serde(deserialize_with = "or_default")]
    pub provider_config: ProviderConfig,
}

/// What a CLI is told about a flow.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct ProviderConfig {
    /// The OAuth2 client.
    #[serde(rename = "ClientID", deserialize_with = "or_default")]
    pub client_id: String,
    /// Its secret; empty for a public client.
    #[serde(deserialize_with = "or_default")]
    pub client_secret: String,
    /// The identity provider's host.
    #[serde(deserialize_with = "or_default")]
    pub domain: String,
    /// The audience to ask for.
    #[serde(deserialize_with = "or_default")]
    pub audience: String,
    /// Where tokens are asked for.
    #[serde(deserialize_with = "or_default")]
    pub token_endpoint: String,
    /// Where a device code is asked for.
    #[serde(deserialize_with = "or_default")]
    pub device_auth_endpoint: String,
    /// Where a person logs in.
    #[serde(deserialize_with = "or_default")]
    pub authorization_endpoint: String,
    /// The scopes to ask for.
    #[serde(deserialize_with = "or_default")]
    pub scope: String,
    /// Whether the id token, not the access token, is sent to openZro.
    #[serde(rename = "UseIDToken", deserialize_with = "or_default")]
    pub use_id_token: bool,
    /// Where the CLI listens for the code.
    #[serde(rename = "RedirectURLs", deserialize_with = "or_default")]
    pub redirect_urls: Vec<String>,
    /// Whether the CLI must not send `prompt=login`.
    #[serde(deserialize_with = "or_default")]
    pub disable_prompt_login: bool,
    /// How the CLI forces a login: 0 `prompt=login`, 1 `max_age=0`.
    #[serde(deserialize_with = "or_default")]
    pub login_flag: u32,
}

impl Config {
    /// The audiences that a token could name, in the order in which the validator takes them.
    pub(crate) fn audiences(&self) -> Vec<String> {
        let mut audiences = Vec::new();
        if let Some(http) = &self.http_config {
            audiences.push(http.auth_audience.clone());
            if !http.extra_auth_audience.is_empty() {
                audiences.push(http.extra_auth_audience.clone());
            }
        }
        if let Some(device) = &self.device_authorization_flow
            && !device.provider_config.audience.is_empty()
        {
            audiences.push(device.provider_config.audience.clone());
        }
        audiences
    }
}

/// `null` leaves a Go value as it was: empty.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audiences_end_with_the_device_flows() {
        let config: Config = serde_json::from_str(
            r#"{"HttpConfig": {"AuthAudience": "dashboard", "ExtraAuthAudience": null},
                "DeviceAuthorizationFlow": {"ProviderConfig": {"Audience": "cli"}}}"#,
        )
        .unwrap();
        assert_eq!(config.audiences(), ["dashboard", "cli"]);
    }
}
