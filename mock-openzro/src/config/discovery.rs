//! The discovery document, which overrides what `management.json` says.

use serde::Deserialize;
use url::Url;

use super::{Config, ConfigError, HttpConfig};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Discovery {
    issuer: String,
    token_endpoint: String,
    device_authorization_endpoint: String,
    jwks_uri: String,
    authorization_endpoint: String,
}

/// Fetches the discovery document and lets it override issuer, keys and the CLI's endpoints, but not
/// the IdP manager's (reference, section 1.1).
pub(super) async fn apply(
    config: &mut Config,
    http: &mut HttpConfig,
    client: &reqwest::Client,
) -> Result<(), ConfigError> {
    let endpoint = http.oidc_config_endpoint.clone();
    tracing::info!(
        "loading OIDC configuration from the provided IDP configuration endpoint {endpoint}"
    );
    let discovery = fetch(&endpoint, client).await?;
    tracing::info!(
        "loaded OIDC configuration from the provided IDP configuration endpoint: {endpoint}"
    );
    http.auth_issuer = discovery.issuer;
    http.auth_keys_location = discovery.jwks_uri;
    if let Some(device) = &mut config.device_authorization_flow
        && !device.provider.eq_ignore_ascii_case("none")
    {
        let provider = &mut device.provider_config;
        provider
            .token_endpoint
            .clone_from(&discovery.token_endpoint);
        provider.device_auth_endpoint = discovery.device_authorization_endpoint;
        provider.domain = host(&endpoint)?;
        if provider.scope.is_empty() {
            "openid".clone_into(&mut provider.scope);
        }
    }
    if let Some(pkce) = &mut config.pkce_authorization_flow {
        pkce.provider_config.token_endpoint = discovery.token_endpoint;
        pkce.provider_config.authorization_endpoint = discovery.authorization_endpoint;
    }
    Ok(())
}

async fn fetch(endpoint: &str, client: &reqwest::Client) -> Result<Discovery, ConfigError> {
    let unreachable = |error: reqwest::Error| ConfigError::DiscoveryUnreachable {
        endpoint: endpoint.to_owned(),
        reason: crate::idp::cause(&error),
    };
    let answer = client.get(endpoint).send().await.map_err(unreachable)?;
    let status = answer.status().as_u16();
    let body = answer.text().await.map_err(unreachable)?;
    if status != 200 {
        return Err(ConfigError::DiscoveryRefused { status, body });
    }
    serde_json::from_str(&body).map_err(|error| ConfigError::DiscoveryNotJson(error.to_string()))
}

fn host(endpoint: &str) -> Result<String, ConfigError> {
    let refused = || ConfigError::DiscoveryAddress(endpoint.to_owned());
    let url = Url::parse(endpoint).map_err(|_| refused())?;
    let host = url.host_str().ok_or_else(refused)?;
    Ok(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}
