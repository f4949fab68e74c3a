//! How clients may log in, as `management.json` says.

use management_grpc::proto::{
    self, DeviceAuthorizationFlow, PkceAuthorizationFlow, device_authorization_flow::Provider,
};

use super::refusal::Refusal;
use crate::config::{Config, ProviderConfig};

/// `GetDeviceAuthorizationFlow`.
pub(super) fn device(config: &Config) -> Result<DeviceAuthorizationFlow, Refusal> {
    let flow = config.device_authorization_flow.as_ref();
    // Only this spelling switches it off.
    let flow = flow.filter(|flow| flow.provider != "none");
    let flow = flow.ok_or(Refusal::NoDeviceFlow)?;
    if !flow.provider.eq_ignore_ascii_case("hosted") {
        return Err(Refusal::UnknownProvider(flow.provider.clone()));
    }
    let told = &flow.provider_config;
    Ok(DeviceAuthorizationFlow {
        provider: Provider::Hosted.into(),
        provider_config: Some(proto::ProviderConfig {
            domain: told.domain.clone(),
            device_auth_endpoint: told.device_auth_endpoint.clone(),
            ..common(told)
        }),
    })
}

/// `GetPKCEAuthorizationFlow`.
pub(super) fn pkce(config: &Config) -> Result<PkceAuthorizationFlow, Refusal> {
    let flow = config.pkce_authorization_flow.as_ref();
    let told = &flow.ok_or(Refusal::NoPkceFlow)?.provider_config;
    Ok(PkceAuthorizationFlow {
        provider_config: Some(proto::ProviderConfig {
            authorization_endpoint: told.authorization_endpoint.clone(),
            redirect_urls: told.redirect_urls.clone(),
            disable_prompt_login: told.disable_prompt_login,
            login_flag: told.login_flag,
            ..common(told)
        }),
    })
}

/// What both flows tell.
fn common(told: &ProviderConfig) -> proto::ProviderConfig {
    proto::ProviderConfig {
        client_id: told.client_id.clone(),
        client_secret: told.client_secret.clone(),
        audience: told.audience.clone(),
        token_endpoint: told.token_endpoint.clone(),
        scope: told.scope.clone(),
        use_id_token: told.use_id_token,
        ..proto::ProviderConfig::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(json: &str) -> Config {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_flow_that_is_absent_or_none_is_refused() {
        assert!(matches!(device(&config("{}")), Err(Refusal::NoDeviceFlow)));
        assert!(matches!(pkce(&config("{}")), Err(Refusal::NoPkceFlow)));
        let with = |provider: &str| {
            let json = format!(r#"{{"DeviceAuthorizationFlow": {{"Provider": "{provider}"}}}}"#);
            device(&config(&json))
        };
        assert!(matches!(with("none"), Err(Refusal::NoDeviceFlow)));
        let upper = with("NONE").unwrap_err().to_string();
        assert_eq!(upper, "no provider found in the protocol for NONE");
        assert!(with("hosted").is_ok());
    }
}
