//! How to log in, as the management server says.

use management_grpc::proto::{DeviceAuthorizationFlow, PkceAuthorizationFlow};

use super::CliError;

/// `GetDeviceAuthorizationFlow`'s answer, checked as the client checks it: none of these is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceFlow {
    /// What the token must be for.
    pub audience: String,
    /// The client's id.
    pub client_id: String,
    /// Where tokens are.
    pub token_endpoint: String,
    /// Where device codes are.
    pub device_auth_endpoint: String,
    /// The scopes; `openid` when the server names none.
    pub scope: String,
    /// Whether the ID token, not the access token, is shown to the management server.
    pub use_id_token: bool,
}

/// `GetPKCEAuthorizationFlow`'s answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PkceFlow {
    /// What the token must be for; the client id stands in when it is empty.
    pub audience: String,
    /// The client's id.
    pub client_id: String,
    /// The client's secret, mostly empty.
    pub client_secret: String,
    /// Where a browser is sent.
    pub authorization_endpoint: String,
    /// Where tokens are.
    pub token_endpoint: String,
    /// The scopes.
    pub scope: String,
    /// Where a browser may come back.
    pub redirect_urls: Vec<String>,
    /// Whether the ID token, not the access token, is shown to the management server.
    pub use_id_token: bool,
    /// Whether to leave [`PkceFlow::login_flag`] alone.
    pub disable_prompt_login: bool,
    /// How a fresh login is asked for.
    pub login_flag: LoginFlag,
}

/// How the client asks for a fresh login (`LoginFlag`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginFlag {
    /// 0: `prompt=login`.
    PromptLogin,
    /// 1: `max_age=0`.
    MaxAge0,
}

impl DeviceFlow {
    /// Checks what the management server said, field by field in the client's order.
    pub(super) fn of(answer: DeviceAuthorizationFlow) -> Result<Self, CliError> {
        let config = answer.provider_config.unwrap_or_default();
        Ok(Self {
            audience: given("Audience", config.audience)?,
            client_id: given("ClientID", config.client_id)?,
            token_endpoint: given("TokenEndpoint", config.token_endpoint)?,
            device_auth_endpoint: given("DeviceAuthEndpoint", config.device_auth_endpoint)?,
            scope: given("Scope", config.scope).unwrap_or_else(|_| "openid".to_owned()),
            use_id_token: config.use_id_token,
        })
    }
}

impl PkceFlow {
    /// Checks what the management server said, field by field in the client's order.
    pub(super) fn of(answer: PkceAuthorizationFlow) -> Result<Self, CliError> {
        let config = answer.provider_config.unwrap_or_default();
        let login_flag = match config.login_flag {
            0 => LoginFlag::PromptLogin,
            1 => LoginFlag::MaxAge0,
            other => {
                return Err(CliError::FlowConfig {
                    field: "LoginFlag",
                    found: other.to_string(),
                });
            }
        };
        let flow = Self {
            audience: config.audience,
            client_id: given("ClientID", config.client_id)?,
            client_secret: config.client_secret,
            token_endpoint: given("TokenEndpoint", config.token_endpoint)?,
            authorization_endpoint: given("AuthorizationEndpoint", config.authorization_endpoint)?,
            scope: given("Scope", config.scope)?,
            redirect_urls: config.redirect_urls,
            use_id_token: config.use_id_token,
            disable_prompt_login: config.disable_prompt_login,
            login_flag,
        };
        if flow.redirect_urls.is_empty() {
            given("RedirectURLs", String::new())?;
        }
        Ok(flow)
    }
}

fn given(field: &'static str, found: String) -> Result<String, CliError> {
    if found.is_empty() {
        return Err(CliError::FlowConfig { field, found });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use management_grpc::proto::ProviderConfig;

    use super::*;

    fn config() -> ProviderConfig {
        ProviderConfig {
            client_id: "CID".to_owned(),
            audience: "CID".to_owned(),
            token_endpoint: "http://ak/token/".to_owned(),
            device_auth_endpoint: "http://ak/device/".to_owned(),
            authorization_endpoint: "http://ak/authorize/".to_owned(),
            redirect_urls: vec!["http://localhost:53000".to_owned()],
            ..ProviderConfig::default()
        }
    }

    #[test]
    fn a_device_flow_without_scope_asks_for_openid() {
        let flow = DeviceFlow::of(DeviceAuthorizationFlow {
            provider_config: Some(config()),
            ..DeviceAuthorizationFlow::default()
        });
        assert_eq!(flow.unwrap().scope, "openid");
    }

    #[test]
    fn an_empty_field_is_named() {
        let empty = DeviceFlow::of(DeviceAuthorizationFlow::default()).unwrap_err();
        assert!(empty.to_string().contains("Audience"), "{empty}");
        let pkce = |config| {
            PkceFlow::of(PkceAuthorizationFlow {
                provider_config: Some(config),
            })
        };
        let error = pkce(config()).unwrap_err().to_string();
        assert!(error.contains("Scope"), "{error}");
        let scope = "openid".to_owned();
        let whole = ProviderConfig { scope, ..config() };
        assert_eq!(
            pkce(whole.clone()).unwrap().login_flag,
            LoginFlag::PromptLogin
        );
        let no_redirect = ProviderConfig {
            redirect_urls: Vec::new(),
            ..whole
        };
        let error = pkce(no_redirect).unwrap_err().to_string();
        assert!(error.contains("RedirectURLs"), "{error}");
    }
}
